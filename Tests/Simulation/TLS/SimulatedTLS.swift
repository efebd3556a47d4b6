public import Network
import Synchronization
import Time

/// A library for TLS without cryptography: clients for the prober, servers for the network.
///
/// A server's facts do not travel as bytes: only their number does, and both sides ask here.
public final class SimulatedTLS: TLSProvider {
    /// What the library itself lacks.
    public enum Trouble: Sendable {
        /// Nothing.
        case none
        /// No client can be made.
        case settings(TLSSettingsError)
        /// No memory when a conversation begins.
        case sessions
        /// No memory in the middle of a handshake.
        case handshakes
    }

    private struct State {
        var facts: [TLSFacts] = []
        var trouble = Trouble.none
    }

    private let state = Mutex(State())

    /// A library that lacks nothing.
    public init() {}

    /// Lets the library fail from now on.
    public func set(_ trouble: Trouble) {
        state.withLock { $0.trouble = trouble }
    }

    /// A server for ``ServerKind/tls(_:)`` that answers so.
    public func server(_ answer: TLSServerAnswer) -> SimulatedTLSServer {
        switch answer {
        case .completes(let facts):
            return SimulatedTLSServer(script: .completes(facts: keep(facts)))
        case .alert(let number, let certificates):
            let facts = TLSFacts(
                version: "", cipher: "", certificates: certificates,
                verification: .failed(.invalid))
            return SimulatedTLSServer(script: .alert(number, facts: keep(facts)))
        default:
            return SimulatedTLSServer(script: .other(answer))
        }
    }

    /// A client for `settings`; ``CertificateAuthorities/pem(_:)`` without a byte is unreadable.
    public func client(_ settings: TLSSettings) throws(TLSSettingsError) -> any TLSClient {
        if case .settings(let error) = trouble { throw error }
        if settings.authorities == .pem([]) { throw .unreadableAuthorities }
        return SimulatedTLSClient(provider: self, settings: settings)
    }

    /// The certificate whose fingerprint is all that the file holds; none of an empty file.
    public func certificate(in bytes: [UInt8]) -> CertificateFacts? {
        guard !bytes.isEmpty else { return nil }
        return CertificateFacts(
            subject: "", issuer: "", commonName: "", alternativeNames: [], serialNumber: "",
            fingerprint: String(decoding: bytes, as: UTF8.self),
            notBefore: SimulationLimits.wallTime, notAfter: SimulationLimits.wallTime)
    }

    var trouble: Trouble { state.withLock { $0.trouble } }

    func facts(_ number: Int) -> TLSFacts? {
        state.withLock { $0.facts.indices.contains(number) ? $0.facts[number] : nil }
    }

    private func keep(_ facts: TLSFacts) -> Int {
        state.withLock { state in
            precondition(state.facts.count < 0x10000, "the simulated TLS counts with two bytes")
            state.facts.append(facts)
            return state.facts.count - 1
        }
    }
}

private final class SimulatedTLSClient: TLSClient {
    private let provider: SimulatedTLS
    private let settings: TLSSettings

    init(provider: SimulatedTLS, settings: TLSSettings) {
        self.provider = provider
        self.settings = settings
    }

    func makeSession(at wallTime: WallTime) throws(NetworkError) -> any TLSSession {
        if case .sessions = provider.trouble { throw .local(.memory) }
        return SimulatedTLSSession(provider: provider, settings: settings, wallTime: wallTime)
    }
}
