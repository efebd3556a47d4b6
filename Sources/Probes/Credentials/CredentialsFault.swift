import Network

/// What is wrong with credentials, and in which file.
public struct CredentialsFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The path of the file.
    public let file: String
    /// What is wrong, and what would be right where that is not plain.
    public let problem: String

    /// `/etc/sonde/client.key: permission denied`.
    public var description: String { "\(file): \(problem)" }

    init(_ error: FileError, in path: String) {
        file = path
        problem = error.words(bytesMax: CredentialLimits.certificateBytesMax)
    }

    init(_ fault: SecretFile.Fault, in path: String) {
        file = path
        problem =
            fault == .isReadableByOthers
            ? "\(fault.words); \(ReadableByOthers.remedy(path))" : fault.words
    }

    init(_ fault: TLSCredentialsFault, in paths: TLSCredentialFiles) {
        file = fault.isOfKey ? paths.key : paths.certificate
        problem =
            switch fault {
            case .noCertificate: "there is no certificate in it that can be read"
            case .noKey: "there is no private key in it that can be read"
            case .encryptedKey: "its key is encrypted; store it without a password"
            case .otherKey:
                "its key is not that of the first certificate in \(paths.certificate); "
                    + "name the file of the key that belongs to it"
            case .refused(let words): "OpenSSL refuses it: \(words)"
            case .memory: "no memory left"
            }
    }
}
