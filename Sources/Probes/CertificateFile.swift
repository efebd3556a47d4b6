public import Network
import Synchronization

/// A certificate on disk with which the one that is served is compared.
///
/// Shared by all probes that name the same file. An attempt asks for the file's stamp at most, and
/// reads it again only where that has changed.
public final class CertificateFile: Sendable {
    private let path: String
    private let files: any WatchedFiles
    private let tls: any TLSProvider
    private let known = Mutex<Known?>(nil)

    /// What the file held when its stamp was that.
    private struct Known: Sendable {
        var stamp: FileStamp
        var certificate: CertificateFacts?
    }

    /// The file at `path`; nothing is read yet.
    public init(path: String, files: any WatchedFiles, tls: any TLSProvider) {
        self.path = path
        self.files = files
        self.tls = tls
    }

    /// How the certificate that was served compares with the first one of the file as it is now.
    func comparison(with served: CertificateFacts) -> CertificateComparison {
        CertificateComparison(path: path, outcome: outcome(served))
    }

    private func outcome(_ served: CertificateFacts) -> CertificateComparison.Outcome {
        do throws(FileError) {
            guard let onDisk = try certificate() else { return .unavailable(.noCertificate) }
            return onDisk.fingerprint == served.fingerprint ? .same : .other(onDisk)
        } catch {
            return .unavailable(.unreadable(error))
        }
    }

    /// The first certificate of the file; nil where there is none.
    ///
    /// The stamp is taken before the file is read: what is written in between is read once more.
    private func certificate() throws(FileError) -> CertificateFacts? {
        let stamp = try files.stamp(path)
        if let known = known.withLock({ $0 }), known.stamp == stamp { return known.certificate }
        let bytes = try files.read(path, limit: ProbeLimits.certificateFileBytesMax)
        let certificate = tls.certificate(in: bytes)
        known.withLock { $0 = Known(stamp: stamp, certificate: certificate) }
        return certificate
    }
}

/// How the certificate that was served compares with one on disk.
public struct CertificateComparison: Equatable, Sendable {
    /// Where the other one is.
    public var path: String
    /// What came of it.
    public var outcome: Outcome

    /// What comes of a comparison.
    public enum Outcome: Equatable, Sendable {
        /// Both are the same.
        case same
        /// That one is on disk, and another one is served.
        case other(CertificateFacts)
        /// There is nothing to compare with.
        case unavailable(CertificateFileFault)
    }

    /// The comparison with the file at `path`.
    public init(path: String, outcome: Outcome) {
        self.path = path
        self.outcome = outcome
    }
}

/// Why a certificate on disk cannot be compared with.
public enum CertificateFileFault: Equatable, Sendable {
    /// The file cannot be read.
    case unreadable(FileError)
    /// It holds no certificate.
    case noCertificate
}

extension CertificateFileFault: CustomStringConvertible {
    /// What is wrong, in words.
    public var description: String {
        switch self {
        case .noCertificate: "there is no certificate in it"
        case .unreadable(let error):
            error.words(bytesMax: ProbeLimits.certificateFileBytesMax)
        }
    }
}
