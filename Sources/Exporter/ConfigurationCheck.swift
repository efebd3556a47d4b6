public import Configuration
public import Network

/// Makes ready what a configuration needs, and runs nothing: what only the TLS library can find
/// out.
public struct ConfigurationCheck: Sendable {
    private let tls: any TLSProvider
    private let files: any WatchedFiles
    private let log: any Log

    /// A check with the library and the files of a world; its log stays empty.
    public init(tls: any TLSProvider, files: any WatchedFiles, log: any Log) {
        self.tls = tls
        self.files = files
        self.log = log
    }

    /// What is wrong, in the order of the probes; what many share is told once.
    public func mistakes(in settings: Settings) -> [ExporterError] {
        var clients = ClientMaker(tls: tls, files: files, log: log)
        var mistakes: [ExporterError] = []
        var faults: [CredentialsFault] = []
        for probe in settings.probes {
            do throws(ExporterError) {
                _ = try clients.client(probe)
                _ = try clients.audit(probe)
            } catch {
                if case .credentials(_, _, let fault) = error {
                    if faults.contains(fault) { continue }
                    faults.append(fault)
                }
                mistakes.append(error)
            }
        }
        return mistakes
    }
}
