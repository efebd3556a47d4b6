public import Network

/// What a TCP probe is asked to do.
public struct TCPProbeOptions: Hashable, Sendable {
    /// Where to connect to.
    public var host: Host
    /// Which port there, 1 to 65535.
    public var port: UInt16
    /// Which of the addresses of a name to take.
    public var addressPolicy: AddressPolicy
    /// Which of the addresses of a name to attempt.
    public var addresses: AddressScope
    /// How long an answer for the name may be used while its servers fail; nil for not at all.
    public var staleFor: Duration?
    /// How long a whole attempt may take.
    public var timeout: Duration
    /// How long the connection to one address may take.
    public var connectTimeout: Duration
    /// In which way the connection leaves this machine, and how it ends.
    public var connection: ConnectionOptions
    /// What the port is to be; where that is not open, nothing is said to it.
    public var expectation: PortExpectation
    /// Which proxy to go through; nil where the target is reached directly.
    public var proxy: ProxySettings?
    /// In which version of the PROXY protocol to say whom the connection is for; nil for none.
    public var proxyProtocol: ProxyProtocolVersion?
    /// Whose secrets the script says; nil where it says none.
    public var account: Account?
    /// How to speak TLS; nil where none is spoken.
    ///
    /// It begins right after connecting, or where ``script`` says so.
    public var tls: TLSSettings?
    /// What to say, and what to hear; nil where nothing is said.
    public var script: Script?

    /// Options with the timeouts that are built in.
    public init(
        host: Host, port: UInt16, addressPolicy: AddressPolicy = .any,
        addresses: AddressScope = .first, staleFor: Duration? = nil,
        timeout: Duration = .seconds(5), connectTimeout: Duration = .seconds(2),
        connection: ConnectionOptions = ConnectionOptions(), expectation: PortExpectation = .open,
        proxy: ProxySettings? = nil, proxyProtocol: ProxyProtocolVersion? = nil,
        account: Account? = nil, tls: TLSSettings? = nil,
        script: Script? = nil
    ) {
        self.host = host
        self.port = port
        self.addressPolicy = addressPolicy
        self.addresses = addresses
        self.staleFor = staleFor
        self.timeout = timeout
        self.connectTimeout = connectTimeout
        self.connection = connection
        self.expectation = expectation
        self.proxy = proxy
        self.proxyProtocol = proxyProtocol
        self.account = account
        self.tls = tls
        self.script = script
    }

    /// The files of secrets that attempts need.
    public var secretFiles: [SecretFile] {
        var files: [SecretFile] = []
        if let login = proxy?.login { files.append(login.password) }
        if let account, let parts = script?.accountParts {
            files += AccountPart.allCases.filter(parts.contains).compactMap(account.file)
        }
        return files
    }
}

/// A name or an address.
public enum Host: Hashable, Sendable, CustomStringConvertible {
    /// To be resolved at each attempt.
    case name(String)
    /// Known already.
    case address(IPAddress)

    /// As it was written, an address in its usual form.
    public var description: String {
        switch self {
        case .name(let name): name
        case .address(let address): address.description
        }
    }
}

/// The `ip_protocol` of the configuration; the raw value is what is written there.
public enum AddressPolicy: String, CaseIterable, Sendable {
    /// Both families are asked for; IPv6 first, as long as we have a route to it.
    case any
    /// IPv4 only.
    case ip4
    /// IPv6 only.
    case ip6
    /// IPv4, or IPv6 where the name has no IPv4 address or we have no route to it.
    case preferIP4 = "prefer_ip4"
    /// IPv6, or IPv4 where the name has no IPv6 address or we have no route to it.
    case preferIP6 = "prefer_ip6"
}
