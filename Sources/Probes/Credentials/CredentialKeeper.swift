public import Network
import Synchronization

/// What the files of credentials hold, read anew when one of them has changed.
///
/// Shared by all who use credentials: each file is read once, however many probes name it. An
/// attempt asks for its stamp, and no more; while something is wrong it is read, until it is right.
public final class CredentialKeeper: Sendable {
    private let files: any WatchedFiles
    private let tls: any TLSProvider
    private let log: any Log
    private let secrets = Mutex<[SecretFile: Kept<Secret>]>([:])
    private let certificates = Mutex<[TLSCredentialFiles: Kept<TLSCredentials>]>([:])

    /// What is known of some files.
    private enum Kept<Content: Sendable>: Sendable {
        /// What they held when those were their stamps.
        case good(Content, [FileStamp])
        case faulty(CredentialsFault)

        var fault: CredentialsFault? {
            if case .faulty(let fault) = self { fault } else { nil }
        }
    }

    /// A keeper of nothing yet; `tls` looks through certificates.
    public init(files: any WatchedFiles, tls: any TLSProvider, log: any Log) {
        self.files = files
        self.tls = tls
        self.log = log
    }

    /// The secret that a file holds now.
    ///
    /// Throws what is wrong with it; the log says so once, and once when it is good again.
    public func secret(in file: SecretFile) throws(CredentialsFault) -> Secret {
        try current(
            file, of: file.path, in: secrets,
            stamps: { () throws(CredentialsFault) in
                do throws(SecretFile.Fault) {
                    return [try file.stamp(in: files)]
                } catch {
                    throw CredentialsFault(error, in: file.path)
                }
            },
            read: { () throws(CredentialsFault) in
                do throws(SecretFile.Fault) {
                    return try file.secret(in: files)
                } catch {
                    throw CredentialsFault(error, in: file.path)
                }
            })
    }

    /// The certificate and key that two files hold now, or one.
    ///
    /// Throws what is wrong with them; the log says so once, and once when they are good again.
    public func certificate(
        in paths: TLSCredentialFiles
    ) throws(CredentialsFault) -> TLSCredentials {
        try current(
            paths, of: paths.certificate, in: certificates,
            stamps: { () throws(CredentialsFault) in try stamps(paths) },
            read: { () throws(CredentialsFault) in try read(paths) })
    }

    /// What was wrong with a certificate or its key when they were last wanted.
    public func fault(of paths: TLSCredentialFiles) -> CredentialsFault? {
        certificates.withLock { $0[paths]?.fault }
    }

    /// Forgets what nobody names any more.
    public func forget(allBut named: NamedCredentials) {
        secrets.withLock { $0 = $0.filter { named.secrets.contains($0.key) } }
        certificates.withLock { $0 = $0.filter { named.certificates.contains($0.key) } }
    }

    /// The stamps are taken before the files are read: what is written in between is read once
    /// more.
    private func current<Files: Hashable & Sendable, Content: Sendable>(
        _ key: Files, of path: String, in table: borrowing Mutex<[Files: Kept<Content>]>,
        stamps: () throws(CredentialsFault) -> [FileStamp],
        read: () throws(CredentialsFault) -> Content
    ) throws(CredentialsFault) -> Content {
        let before = table.withLock { $0[key] }
        do throws(CredentialsFault) {
            let stamps = try stamps()
            if case .good(let content, stamps) = before { return content }
            let content = try read()
            table.withLock { $0[key] = .good(content, stamps) }
            if before?.fault != nil {
                log.write(.info, "Credentials can be used again", [LogField("file", path)])
            }
            return content
        } catch {
            table.withLock { $0[key] = .faulty(error) }
            // Where nothing was known it is told by who makes the probe.
            if case .good = before {
                log.write(
                    .error, "Credentials cannot be used",
                    [LogField("file", error.file), LogField("detail", error.problem)])
            }
            throw error
        }
    }
}

// Certificates.
extension CredentialKeeper {
    private func stamps(_ paths: TLSCredentialFiles) throws(CredentialsFault) -> [FileStamp] {
        let certificate = try stamp(paths.certificate)
        let key = paths.key == paths.certificate ? certificate : try stamp(paths.key)
        guard !key.isReadableByOthers else {
            _ = try content(paths.key)
            throw CredentialsFault(.isReadableByOthers, in: paths.key)
        }
        return [certificate, key]
    }

    private func stamp(_ path: String) throws(CredentialsFault) -> FileStamp {
        do throws(FileError) {
            return try files.stamp(path)
        } catch {
            throw CredentialsFault(error, in: path)
        }
    }

    private func read(_ paths: TLSCredentialFiles) throws(CredentialsFault) -> TLSCredentials {
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
            return try files.read(path, limit: CredentialLimits.certificateBytesMax)
        } catch {
            throw CredentialsFault(error, in: path)
        }
    }
}

/// The files of all credentials that somebody names.
public struct NamedCredentials: Equatable, Sendable {
    /// Files of passwords and tokens.
    public var secrets: Set<SecretFile> = []
    /// Files of certificates.
    public var certificates: Set<TLSCredentialFiles> = []

    /// None.
    public init() {}
}
