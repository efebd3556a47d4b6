import Network
import Synchronization

/// The certificate that clients show and its key, read anew when the file of the certificate has
/// changed.
///
/// Shared by all probes that name the same files. An attempt asks for the stamp of one file, since
/// no key changes without its certificate; while something is wrong it reads both, until they are
/// right.
final class CredentialKeeper: Sendable {
    private let paths: TLSCredentialFiles
    private let files: any WatchedFiles
    private let tls: any TLSProvider
    private let log: any Log
    private let state = Mutex(State.unread)

    private enum State: Sendable {
        case unread
        case good(TLSCredentials, FileStamp)
        case faulty(CredentialsFault)

        var fault: CredentialsFault? {
            if case .faulty(let fault) = self { fault } else { nil }
        }
    }

    /// The credentials of two files; nothing is read yet.
    init(
        _ paths: TLSCredentialFiles, files: any WatchedFiles, tls: any TLSProvider, log: any Log
    ) {
        self.paths = paths
        self.files = files
        self.tls = tls
        self.log = log
    }

    /// What was wrong when they were last wanted.
    var fault: CredentialsFault? { state.withLock { $0.fault } }

    /// The credentials as the files hold them now.
    ///
    /// The stamp is taken before the files are read: what is written in between is read once more.
    func current() throws(CredentialsFault) -> TLSCredentials {
        let before = state.withLock { $0 }
        do throws(CredentialsFault) {
            let stamp = try stamp()
            if case .good(let credentials, stamp) = before { return credentials }
            let credentials = try read()
            state.withLock { $0 = .good(credentials, stamp) }
            if before.fault != nil {
                log.write(
                    .info, "Credentials can be used again", [LogField("file", paths.certificate)])
            }
            return credentials
        } catch {
            state.withLock { $0 = .faulty(error) }
            // At the start it is told by who starts us.
            if case .good = before {
                log.write(
                    .error, "Credentials cannot be used",
                    [LogField("file", error.file), LogField("detail", error.problem)])
            }
            throw error
        }
    }

    private func stamp() throws(CredentialsFault) -> FileStamp {
        do throws(FileError) {
            return try files.stamp(paths.certificate)
        } catch {
            throw CredentialsFault(error, in: paths.certificate)
        }
    }

    private func read() throws(CredentialsFault) -> TLSCredentials {
        let certificate = try content(paths.certificate)
        let key = paths.key == paths.certificate ? certificate : try content(paths.key)
        let credentials = TLSCredentials(certificate: certificate, key: key)
        do throws(TLSCredentialsFault) {
            try tls.check(credentials)
        } catch {
            throw CredentialsFault(error, in: paths)
        }
        return credentials
    }

    private func content(_ path: String) throws(CredentialsFault) -> [UInt8] {
        do throws(FileError) {
            return try files.read(path, limit: ExporterLimits.credentialsBytesMax)
        } catch {
            throw CredentialsFault(error, in: path)
        }
    }
}

/// What is wrong with the credentials of a client, and in which file.
public struct CredentialsFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The path of the file.
    public let file: String
    /// What is wrong, and what would be right where that is not plain.
    public let problem: String

    /// `/etc/sonde/client.key: permission denied`.
    public var description: String { "\(file): \(problem)" }

    init(_ error: FileError, in path: String) {
        file = path
        problem = error.words(bytesMax: ExporterLimits.credentialsBytesMax)
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
