public import Network
import Synchronization
import Time

/// Tries out which versions of TLS a server accepts: a connection and a handshake for each.
///
/// It belongs to one probe, and changes nothing of what an attempt says otherwise.
public final class VersionAudit: Sendable {
    private let clients: [(version: TLSVersion, client: any TLSClient)]
    /// When it was last begun at each address; one that is due again is forgotten.
    private let begun = Mutex<[Endpoint: Instant]>([:])

    /// An audit with a client for each version, which offers that version alone.
    public init(_ clients: [TLSVersion: any TLSClient]) {
        self.clients = TLSVersion.allCases.compactMap { version in
            clients[version].map { (version, $0) }
        }
    }

    /// What could be found out by the deadline; nothing where the last time is not long ago.
    func find(
        at endpoint: Endpoint, _ options: TCPProbeOptions, in world: ProbeWorld,
        deadline: Instant
    ) async -> [TLSVersion: Bool] {
        guard isDue(endpoint, at: world.time.now) else { return [:] }
        var accepted: [TLSVersion: Bool] = [:]
        for (index, (version, client)) in clients.enumerated() {
            // One that is met with silence leaves the others their time.
            let now = world.time.now
            guard !Task.isCancelled, now < deadline else { break }
            let deadline = now + (deadline - now) / (clients.count - index)
            let fairness = Fairness(time: world.time, timeout: options.timeout)
            let connection: Connection
            do throws(NetworkError) {
                connection = try await world.transport.connect(
                    to: endpoint, options.connection,
                    deadline: min(deadline, world.time.now + options.connectTimeout))
            } catch {
                continue
            }
            let handshake = TLSHandshake(
                stream: connection.stream, deadline: deadline, time: world.time)
            let outcome = await handshake.perform(client)
            if case .done(_, _, let session) = outcome {
                await ConversationLine(connection.stream, tls: session).close(deadline: deadline)
            }
            // Servers give up on who is silent, and so may have said no to nobody.
            guard outcome.isAccepted == true || fairness.interruption(until: world.time) == nil
            else { continue }
            accepted[version] = outcome.isAccepted
        }
        return accepted
    }

    private func isDue(_ endpoint: Endpoint, at now: Instant) -> Bool {
        begun.withLock { begun in
            begun = begun.filter { now < $0.value + ProbeLimits.versionAuditInterval }
            guard begun[endpoint] == nil else { return false }
            begun[endpoint] = now
            return true
        }
    }
}

extension TLSHandshake.Outcome {
    /// Whether the server took the only version that was offered; nil where that is not known.
    ///
    /// Who sends a certificate has agreed on the version: what breaks afterwards, such as a client
    /// certificate that lacks, says nothing of it. An alert, an end or no TLS in answer to a hello
    /// is a no; silence may be anything, and our own trouble is none of the server's.
    fileprivate var isAccepted: Bool? {
        switch self {
        case .done: true
        case .failed(_, let certificates) where !certificates.isEmpty: true
        case .failed(let failure, _):
            switch failure.verdict {
            case .failure(.tlsAlert, _), .failure(.tlsProtocol, _), .failure(.tlsTruncated, _),
                .failure(.reset, _):
                false
            default: nil
            }
        }
    }
}
