import Probes
import Testing

/// What a peer says to a service, and what must come of it however the bytes are cut.
struct PeerAnswer: Sendable, CustomTestStringConvertible {
    let service: String
    let peer: String
    let says: [UInt8]
    let closes: Bool
    let outcome: Outcome

    /// How a conversation ended.
    enum Outcome: Hashable, Sendable {
        /// With what was captured.
        case success([String: String])
        /// With a reason.
        case failure(FailureReason)
    }

    /// A peer that says `says`, and then closes, or waits.
    init(
        _ service: String, _ peer: String, _ says: [UInt8], closes: Bool = false,
        _ outcome: Outcome
    ) {
        self.service = service
        self.peer = peer
        self.says = says
        self.closes = closes
        self.outcome = outcome
    }

    init(
        _ service: String, _ peer: String, _ says: String, closes: Bool = false,
        _ outcome: Outcome
    ) {
        self.init(service, peer, Array(says.utf8), closes: closes, outcome)
    }

    var testDescription: String { "\(service): \(peer)" }

    /// Whole, in two at every place, and byte by byte.
    var cuts: [[[UInt8]]] {
        let halves = (0...says.count).map { [Array(says[..<$0]), Array(says[$0...])] }
        return [[says], says.map { [$0] }] + halves
    }
}

/// A script, until it ends or nothing more comes.
struct PlayedScript {
    private(set) var outcome: PeerAnswer.Outcome = .success([:])
    private(set) var sent: [UInt8] = []

    init(_ script: Script, facts: AttemptFacts, pieces: [[UInt8]], closes: Bool) {
        var conversation = Conversation(script, facts)
        var pieces = pieces.filter { !$0.isEmpty }[...]
        do throws(ConversationFailure) {
            while let demand = try Self.next(&conversation) {
                switch demand {
                case .send(let bytes): sent += bytes
                case .startTLS, .done: break
                case .receive(let settles):
                    if let piece = pieces.popFirst() {
                        conversation.receive(piece)
                    } else if closes {
                        conversation.end()
                    } else if settles {
                        conversation.settle()
                    } else {
                        throw conversation.failure(.timeout)
                    }
                }
            }
            outcome = .success(Self.texts(conversation.captured))
        } catch {
            outcome = .failure(error.reason)
        }
    }

    private static func next(
        _ conversation: inout Conversation
    ) throws(ConversationFailure) -> Conversation.Demand? {
        let demand = try conversation.next()
        return demand == .done ? nil : demand
    }

    private static func texts(_ captured: [Captured]) -> [String: String] {
        var texts: [String: String] = [:]
        for one in captured {
            if case .text(let text) = one.content { texts[one.name] = text }
        }
        return texts
    }
}

extension AttemptFacts {
    /// An attempt at 192.0.2.1, port 7.
    static let sample = AttemptFacts(
        host: "192.0.2.1", port: 7, serverName: "192.0.2.1", number: 0xabc)
}

/// Bytes written in hexadecimal digits, spaces between them or not.
func bytes(hexadecimal text: String) -> [UInt8] {
    let digits = text.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map {
        UInt8(digits[$0] << 4 | digits[$0 + 1])
    }
}
