public import Network
public import Probes
public import Wire

/// Who says what the targets of a probe are.
public enum TargetSource: Hashable, Sendable {
    /// Files with Prometheus' `file_sd` lists: whole paths, `*` and `?` in the name of the last.
    case files([String])
    /// SRV records under each of these names (RFC 2782).
    case services([String])
    /// A server that answers with Prometheus' `http_sd` list.
    case http(HTTPTargetSource)
}

extension TargetSource {
    /// The key of the configuration that names it, and the label of its series.
    public var kind: String {
        switch self {
        case .files: "files"
        case .services: "dns_srv"
        case .http: "http"
        }
    }

    /// What is asked, for people: paths, names or a URL.
    public var place: String {
        switch self {
        case .files(let paths): paths.joined(separator: ", ")
        case .services(let names): names.joined(separator: ", ")
        case .http(let source): source.shownAddress
        }
    }
}

/// Where a list of targets is fetched, and as whom.
public struct HTTPTargetSource: Hashable, Sendable {
    /// Where the list is.
    public var address: HTTPAddress
    /// From one fetch to the next.
    public var interval: Duration
    /// How long a fetch may take.
    public var timeout: Duration
    /// Who we are; nil where nobody asks.
    public var account: Account?
    /// How TLS is spoken; nil where the address is not `https`.
    public var tls: TLSSettings?

    /// A list at `address`.
    public init(
        _ address: HTTPAddress, interval: Duration, timeout: Duration, account: Account? = nil,
        tls: TLSSettings? = nil
    ) {
        self.address = address
        self.interval = interval
        self.timeout = timeout
        self.account = account
        self.tls = tls
    }
}

extension HTTPTargetSource {
    /// The address without its query, in which a secret may stand.
    public var shownAddress: String {
        let address = address.description
        guard let mark = address.firstIndex(of: "?") else { return address }
        return address[...mark] + "…"
    }
}
