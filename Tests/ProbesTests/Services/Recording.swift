import Probes
import Testing

/// What a peer said to a service or before TLS, byte for byte, and what must come of it.
struct Recording: Sendable, CustomTestStringConvertible {
    let plan: Plan
    /// Who said it.
    let peer: String
    /// What it says first, then to each thing that it is told, and once TLS begins.
    private(set) var turns: [[UInt8]]
    /// How it ends.
    let last: Stage.Last
    let expected: Expected

    /// What is asked of the peer.
    enum Plan: Hashable, Sendable, ExpressibleByStringLiteral {
        case service(String)
        /// The same, once it has gone over to TLS.
        case upgraded(String)
        case startTLS(StartTLSProtocol)

        init(stringLiteral name: String) { self = .service(name) }
    }

    /// How the conversation must end.
    enum Expected: Equatable, Sendable {
        /// Every step held, with that captured.
        case success([String: String] = [:])
        /// It failed by itself.
        case failure(FailureReason)
        /// It waited until nothing more could come, and says that of it.
        case silence(FailureReason)

        /// No, as soon as the answer was there.
        static let refused = Expected.failure(.unexpectedResponse)
    }

    /// All that there are, but those of ``injected``.
    static let all =
        mail + texts + upgrades + binaries + databases + databaseRefusals + databaseUpgrades
        + refusedUpgrades + clusters + clusterRefusals

    /// Texts are as in C: `\n`, `\r`, `\t`, `\x00`, and `\` before anything else.
    init(
        _ plan: Plan, _ peer: String, says texts: [String], then last: Stage.Last = .isSilent,
        _ expected: Expected
    ) {
        self.plan = plan
        self.peer = peer
        turns = texts.map { bytes($0) }
        self.last = last
        self.expected = expected
    }

    /// The same whose last turn ends after so many bytes.
    func cut(
        after count: Int, _ peer: String, _ last: Stage.Last, _ expected: Expected
    ) -> Recording {
        var half = Recording(plan, peer, says: [], then: last, expected)
        half.turns = turns.dropLast() + turns.suffix(1).map { Array($0.prefix(count)) }
        return half
    }

    /// A peer that is asked first.
    init(
        _ plan: Plan, _ peer: String, answers text: String, then last: Stage.Last = .isSilent,
        _ expected: Expected
    ) {
        self.init(plan, peer, says: ["", text], then: last, expected)
    }

    var testDescription: String { "\(plan): \(peer)" }

    var script: Script {
        get throws { try plan.script }
    }

    /// Every turn in one piece.
    var whole: [[[UInt8]]] { turns.map { [$0] } }

    /// Byte by byte, and one turn cut in two at every place.
    var cuts: [[[[UInt8]]]] {
        let bytewise = turns.map { $0.map { [$0] } }
        return turns.indices.reduce(into: [bytewise]) { cuts, turn in
            for halves in Stage.cuts(turns[turn]).dropFirst(2) {
                var cut = whole
                cut[turn] = halves
                cuts.append(cut)
            }
        }
    }
}

extension Recording.Plan {
    struct MissingRow: Error {
        let plan: Recording.Plan
    }

    /// As the tables have it, with all that is learned.
    var script: Script {
        get throws {
            let choice: ScriptChoice
            switch self {
            case .service(let name), .upgraded(let name):
                guard let service = Service.named(name) else { throw MissingRow(plan: self) }
                choice = ScriptChoice(
                    service: service,
                    captures: service.learns.map { Capture(name: $0, use: .label) },
                    startTLS: self == .upgraded(name) ? service.upgradableWith : nil)
            case .startTLS(let name): choice = ScriptChoice(startTLS: name)
            }
            guard let script = try choice.script() else { throw MissingRow(plan: self) }
            return script
        }
    }
}

extension Stage.Ending {
    /// How it ended, in the words of recordings.
    var expected: Recording.Expected {
        switch result {
        case .done: .success(texts)
        case .failed(let reason, _): isLate ? .silence(reason) : .failure(reason)
        }
    }

    private var texts: [String: String] {
        var texts: [String: String] = [:]
        for one in captured {
            if case .text(let text) = one.content { texts[one.name] = text }
        }
        return texts
    }
}

/// Bytes as other languages write them: `\x00`, `\n`, `\r`, `\t`, and `\` before anything else.
func bytes(_ text: String) -> [UInt8] {
    var rest = Array(text.utf8)[...]
    var bytes: [UInt8] = []
    while let byte = rest.popFirst() {
        guard byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() else {
            bytes.append(byte)
            continue
        }
        switch escaped {
        case UInt8(ascii: "n"): bytes.append(0x0a)
        case UInt8(ascii: "r"): bytes.append(0x0d)
        case UInt8(ascii: "t"): bytes.append(0x09)
        case UInt8(ascii: "x"):
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            guard let byte = UInt8(digits, radix: 16) else {
                preconditionFailure("no hexadecimal digits: \(digits)")
            }
            bytes.append(byte)
            rest = rest.dropFirst(2)
        default: bytes.append(escaped)
        }
    }
    return bytes
}
