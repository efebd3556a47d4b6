import FaultServers
import Testing
import Workbench

/// One way in which a peer misbehaves, and what alone is right to say of it.
struct FaultRow: Sendable {
    /// What the probe is called; words without signs that YAML knows.
    var name: String
    /// `success`, or a reason and a phase with a slash between.
    var outcomes: Set<String>
    /// What the probe has beside a host and a port.
    var keys = ""
    /// Where it can be tried.
    var hosts = Loopback.allCases
    var start: @Sendable (Loopback) throws -> FaultPeer

    /// A peer with one of the faults of ``TCPFaultServer``.
    static func fault(
        _ name: String, _ fault: TCPFault, _ outcomes: String..., keys: String = ""
    ) -> Self {
        Self(name: name, outcomes: Set(outcomes), keys: keys) {
            FaultPeer(TCPFaultServer(fault, on: $0))
        }
    }

    /// A peer that speaks first, and then after whatever it hears.
    static func talk(
        _ name: String, _ turns: [TCPTurn], _ outcomes: String..., keys: String = ""
    ) -> Self {
        Self(name: name, outcomes: Set(outcomes), keys: keys) {
            FaultPeer(TCPFaultServer(turns: turns, on: $0))
        }
    }

    /// A peer that answers the first bytes with these and then does so.
    static func reply(
        _ name: String, _ bytes: [UInt8], then end: TCPTurn.End = .waits, _ outcomes: String...,
        keys: String = "tls: {}"
    ) -> Self {
        Self(name: name, outcomes: Set(outcomes), keys: keys) {
            FaultPeer(TCPFaultServer(turns: [TCPTurn(""), TCPTurn(bytes, then: end)], on: $0))
        }
    }

    /// Silence is waited for; for long enough that a busy machine is no stall of ours.
    static let patience = "timeout: 2s"
}

/// A peer for as long as it is kept.
struct FaultPeer: Sendable {
    let port: UInt16
    private let server: any Sendable

    init(_ server: TCPFaultServer) {
        port = server.port
        self.server = server
    }

    init(_ server: RealServer) {
        port = server.port
        self.server = server
    }
}

/// Rows that are tried in one process.
struct FaultGroup: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let rows: [FaultRow]
    static let all = [
        Self(testDescription: "connections", rows: FaultRow.connections),
        Self(testDescription: "handshakes", rows: FaultRow.handshakes),
        Self(testDescription: "flights", rows: FaultRow.flights),
        Self(testDescription: "certificates", rows: FaultRow.certificates),
        Self(testDescription: "conversations", rows: FaultRow.conversations),
    ]
}
