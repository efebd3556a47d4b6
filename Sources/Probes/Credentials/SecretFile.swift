public import Network

/// A file with a password or a token in its only line.
public struct SecretFile: Hashable, Sendable {
    /// Where it is.
    public let path: String
    /// Bytes that the secret may have.
    public let bytesMax: Int

    /// The file at `path`.
    public init(_ path: String, bytesMax: Int = CredentialLimits.secretBytesMax) {
        self.path = path
        self.bytesMax = bytesMax
    }

    /// Why there is no secret in a file.
    public enum Fault: Error, Equatable, Sendable {
        /// It cannot be read.
        case unreadable(FileError)
        /// Others may read it, so that it holds no secret.
        case isReadableByOthers
        /// There is nothing in it but the end of a line.
        case empty
        /// It has more than one line.
        case severalLines
        /// Its line has more bytes than that.
        case tooLong(bytesMax: Int)
    }

    /// Looks whether there is a secret in it now; throws what is wrong.
    public func check(in files: any WatchedFiles) throws(Fault) {
        _ = try stamp(in: files)
        _ = try secret(in: files)
    }

    /// The stamp of the file, if nobody else may read it.
    func stamp(in files: any WatchedFiles) throws(Fault) -> FileStamp {
        let stamp: FileStamp
        do throws(FileError) {
            stamp = try files.stamp(path)
        } catch {
            throw .unreadable(error)
        }
        guard !stamp.isReadableByOthers else {
            // What is no secret at all, such as a directory, is not to be made one by its mode.
            _ = try secret(in: files)
            throw .isReadableByOthers
        }
        return stamp
    }

    /// The line of the file; its end is no part of the secret.
    func secret(in files: any Files) throws(Fault) -> Secret {
        var bytes: [UInt8]
        do throws(FileError) {
            // The end of a line has two bytes at the most.
            bytes = try files.read(path, limit: bytesMax + 2)
        } catch {
            throw error == .tooLarge ? .tooLong(bytesMax: bytesMax) : .unreadable(error)
        }
        if bytes.last == UInt8(ascii: "\n") {
            bytes.removeLast()
            if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        }
        guard !bytes.isEmpty else { throw .empty }
        guard !bytes.contains(UInt8(ascii: "\n")) else { throw .severalLines }
        guard bytes.count <= bytesMax else { throw .tooLong(bytesMax: bytesMax) }
        return Secret(bytes)
    }
}

extension SecretFile.Fault {
    /// What is wrong, for people: it follows the path of the file.
    public var words: String {
        switch self {
        case .unreadable(let error):
            error.words(bytesMax: CredentialLimits.secretBytesMax)
        case .isReadableByOthers: ReadableByOthers.problem
        case .tooLong(let bytesMax): FileError.tooLarge.words(bytesMax: bytesMax)
        case .empty: "it is empty"
        case .severalLines: "it has more than one line"
        }
    }
}
