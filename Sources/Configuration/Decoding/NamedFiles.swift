internal import Network
internal import Probes

/// The files of certificates and private keys that a configuration names, each read once.
final class NamedFiles {
    private let files: any WatchedFiles
    /// Where relative paths begin: that of the file that is being read.
    var directory: String
    private let bytesMax: Int
    private var bytesLeft: Int
    private var contents: [String: Result<[UInt8], Mistake>] = [:]
    /// What was looked for in them, so that each is searched once however many probes name it.
    private var authorities: [String: Result<[UInt8], Mistake>] = [:]
    private var compared: [String: Result<String, Mistake>] = [:]

    /// Files whose paths are relative to `directory`, with at most `bytesLeft` bytes together.
    init(
        files: any WatchedFiles, directory: String, bytesLeft: Int, limits: ConfigurationLimits
    ) {
        self.files = files
        self.directory = directory
        self.bytesLeft = bytesLeft
        bytesMax = limits.authoritiesBytesMax
    }

    /// What the file at `path` holds, with at least one certificate in PEM in it.
    func authorities(_ path: String) throws(Mistake) -> [UInt8] {
        let fullPath = WrittenPath.full(path, in: directory)
        if let result = authorities[fullPath] { return try result.get() }
        let result = Result { () throws(Mistake) in
            let bytes = try content(fullPath)
            guard PEM.hasCertificate(bytes) else {
                throw Mistake(
                    "there is no certificate in \(Excerpt.of(fullPath))",
                    "name a file with certificates in PEM")
            }
            return bytes
        }
        authorities[fullPath] = result
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

    /// The whole path of a file, and what it holds now.
    func credentials(_ path: String) throws(Mistake) -> (path: String, content: [UInt8]) {
        let fullPath = WrittenPath.full(path, in: directory)
        return (fullPath, try content(fullPath))
    }

    /// The content of another file of the configuration, whose whole path is known.
    func configuration(_ path: String) throws(Mistake) -> [UInt8] { try content(path, bytesLeft) }

    /// The whole paths of the files that a pattern names, in their order; `*` stands for any part
    /// of a name, and only behind the last slash.
    func matching(_ pattern: String) throws(Mistake) -> [String] {
        let pattern = try PathPattern(
            WrittenPath.full(pattern, in: directory), writtenAs: pattern)
        do throws(FileError) {
            return try pattern.paths(in: files)
        } catch .missing {
            throw Mistake(
                "there is no directory \(Excerpt.of(pattern.directory))",
                "name one that is there")
        } catch {
            let mistake = FileMistake.of(error, bytesMax: bytesMax)
            throw Mistake(
                "\(Excerpt.of(pattern.directory)): \(mistake.message)", mistake.suggestion)
        }
    }

    /// The whole path of what is written, whether it is there or not.
    func fullPath(_ path: String) -> String { WrittenPath.full(path, in: directory) }

    /// Throws where others may read the file with that whole path, which holds a key.
    func checkIsPrivate(_ path: String) throws(Mistake) {
        let stamp: FileStamp
        do throws(FileError) {
            stamp = try files.stamp(path)
        } catch {
            let mistake = FileMistake.of(error, bytesMax: bytesMax)
            throw Mistake("\(Excerpt.of(path)): \(mistake.message)", mistake.suggestion)
        }
        guard !stamp.isReadableByOthers else {
            let shown = Excerpt.of(path)
            throw Mistake(
                "\(shown): \(ReadableByOthers.problem)", ReadableByOthers.remedy(shown))
        }
    }

    private func content(_ path: String) throws(Mistake) -> [UInt8] {
        try content(path, bytesMax)
    }

    private func content(_ path: String, _ bytesMax: Int) throws(Mistake) -> [UInt8] {
        if let result = contents[path] { return try result.get() }
        let result = Result { () throws(Mistake) in try contentOnDisk(path, bytesMax) }
        contents[path] = result
        return try result.get()
    }

    private func contentOnDisk(_ path: String, _ bytesMax: Int) throws(Mistake) -> [UInt8] {
        let bytes: [UInt8]
        do {
            bytes = try files.read(path, limit: min(bytesMax, bytesLeft))
        } catch .tooLarge where bytesLeft < bytesMax {
            throw Mistake(
                "with \(Excerpt.of(path)) the files are too large together",
                "name smaller files")
        } catch {
            let mistake = FileMistake.of(error, bytesMax: bytesMax)
            throw Mistake("\(Excerpt.of(path)): \(mistake.message)", mistake.suggestion)
        }
        bytesLeft -= bytes.count
        return bytes
    }
}
