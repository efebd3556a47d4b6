internal import Network

/// The files of certificates that a configuration names, each read once.
final class AuthorityFiles {
    private let files: any Files
    private let directory: String
    private let bytesMax: Int
    private var bytesLeft: Int
    private var known: [String: Result<[UInt8], Mistake>] = [:]
    private var compared: [String: Result<String, Mistake>] = [:]

    /// Files whose paths are relative to `directory`, with at most `bytesLeft` bytes together.
    init(files: any Files, directory: String, bytesLeft: Int, limits: ConfigurationLimits) {
        self.files = files
        self.directory = directory
        self.bytesLeft = bytesLeft
        bytesMax = limits.authoritiesBytesMax
    }

    /// What the file at `path` holds, with at least one certificate in it.
    func read(_ path: String) throws(Mistake) -> [UInt8] {
        let fullPath = WrittenPath.full(path, in: directory)
        if let result = known[fullPath] { return try result.get() }
        let result = Result { () throws(Mistake) in try readAnew(fullPath) }
        known[fullPath] = result
        return try result.get()
    }

    /// The whole path of a file to compare with, with at least one certificate in it now.
    func pathOfCertificate(_ path: String) throws(Mistake) -> String {
        let fullPath = WrittenPath.full(path, in: directory)
        if let result = compared[fullPath] { return try result.get() }
        let result = Result { () throws(Mistake) in
            let bytes = try content(fullPath)
            guard PEM.hasCertificate(bytes) || DER.isSequence(bytes) else {
                throw Mistake(
                    "there is no certificate in \(Excerpt.of(fullPath))",
                    "name a file with a certificate in PEM or DER")
            }
            return fullPath
        }
        compared[fullPath] = result
        return try result.get()
    }

    private func readAnew(_ path: String) throws(Mistake) -> [UInt8] {
        let bytes = try content(path)
        guard PEM.hasCertificate(bytes) else {
            throw Mistake(
                "there is no certificate in \(Excerpt.of(path))",
                "name a file with certificates in PEM")
        }
        return bytes
    }

    private func content(_ path: String) throws(Mistake) -> [UInt8] {
        let bytes: [UInt8]
        do {
            bytes = try files.read(path, limit: min(bytesMax, bytesLeft))
        } catch .tooLarge where bytesLeft < bytesMax {
            throw Mistake(
                "with \(Excerpt.of(path)) the files are too large together",
                "name smaller files of certificates")
        } catch {
            let mistake = FileMistake.of(error, bytesMax: bytesMax)
            throw Mistake("\(Excerpt.of(path)): \(mistake.message)", mistake.suggestion)
        }
        bytesLeft -= bytes.count
        return bytes
    }
}

/// Says why a file could not be read, and what to do.
enum FileMistake {
    static func of(_ error: FileError, bytesMax: Int) -> Mistake {
        switch error {
        case .missing:
            Mistake("there is no such file", "name one that is there")
        case .permission:
            Mistake("permission denied", "let the user that the exporter runs as read it")
        case .notRegular:
            Mistake("it is no regular file", "name a file, not a directory or device")
        case .tooLarge:
            Mistake("it has more than \(bytesMax) bytes", "name a smaller file")
        case .other(let errorNumber):
            Mistake(
                "it could not be read (errno \(errorNumber))", "see errno(3) for what that means")
        }
    }
}
