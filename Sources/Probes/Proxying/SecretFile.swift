public import Network
import Wire

/// A file with a password in it.
public enum SecretFile {
    /// Why there is no password in a file.
    public enum Fault: Error, Equatable, Sendable {
        /// It cannot be read.
        case unreadable(FileError)
        /// There is nothing in it but the end of a line.
        case empty
        /// It has more than one line.
        case severalLines
        /// It has more than ``ProxyingLimits/passwordBytesMax`` bytes.
        case tooLong
    }

    /// The first line of the file, which is the only one; its end is no part of the password.
    public static func password(
        _ path: String, in files: any Files
    ) throws(Fault) -> [UInt8] {
        var bytes: [UInt8]
        do throws(FileError) {
            // The end of a line has two bytes at the most.
            bytes = try files.read(path, limit: ProxyingLimits.passwordBytesMax + 2)
        } catch {
            throw error == .tooLarge ? .tooLong : .unreadable(error)
        }
        if bytes.last == UInt8(ascii: "\n") {
            bytes.removeLast()
            if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        }
        guard !bytes.isEmpty else { throw .empty }
        guard !bytes.contains(UInt8(ascii: "\n")) else { throw .severalLines }
        guard bytes.count <= ProxyingLimits.passwordBytesMax else { throw .tooLong }
        return bytes
    }
}

extension SecretFile.Fault {
    /// What is wrong, for people: it follows the path of the file.
    public var words: String {
        switch self {
        case .unreadable(let error): error.words(bytesMax: ProxyingLimits.passwordBytesMax)
        case .tooLong:
            FileError.tooLarge.words(bytesMax: ProxyingLimits.passwordBytesMax)
        case .empty: "it is empty"
        case .severalLines: "it has more than one line"
        }
    }
}
