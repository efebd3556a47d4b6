import Patterns
import Probes
import Wire

/// Plays a peer that says fixed bytes to a conversation, cut as one likes.
struct Stage {
    let script: Script
    let facts: AttemptFacts

    /// What came of a conversation.
    struct Ending: Equatable {
        var result: Result
        /// Whether it waited for more until its deadline.
        var isLate = false
        /// Everything that was sent, with ``Stage/tlsMark`` where TLS began.
        var sent: [UInt8]
        var captured: [Captured]

        enum Result: Equatable {
            case done
            case failed(FailureReason, step: Int)
        }
    }

    /// How a peer ends that has said all.
    enum Last: Sendable {
        /// It closes its side after a while.
        case closes
        /// It closes its side at once.
        case closesAtOnce
        /// It says nothing more until the deadline.
        case isSilent
    }

    static let facts = AttemptFacts(
        host: "mail.example", port: 25, serverName: "mail.example", number: 0x2a)
    /// Stands in what was sent where TLS began.
    static let tlsMark = Array("<TLS>".utf8)

    init(_ steps: [Step]) {
        self.init(Script([Script.Part(.script, steps)]))
    }

    init(_ script: Script, _ facts: AttemptFacts = Self.facts) {
        self.script = script
        self.facts = facts
    }

    /// Plays the pieces, one after the other, each when the conversation waits for it.
    func play(_ pieces: some Sequence<[UInt8]>, then last: Last = .isSilent) -> Ending {
        play(turns: [Array(pieces)], then: last)
    }

    /// Plays a peer that speaks first, then after each thing that is sent, and once TLS begins.
    ///
    /// Each turn is in pieces; what is left of one that was said before TLS begins was in the
    /// clear, and is no TLS.
    func play(turns: [[[UInt8]]], then last: Last = .isSilent) -> Ending {
        var conversation = Conversation(script, facts)
        var ending = Ending(result: .done, sent: [], captured: [])
        var turns = turns[...]
        var pieces = (turns.popFirst() ?? [])[...]
        do throws(ConversationFailure) {
            while true {
                switch try conversation.next() {
                case .done:
                    ending.captured = conversation.captured
                    return ending
                case .send(let bytes):
                    ending.sent += bytes
                    pieces += turns.popFirst() ?? []
                case .startTLS:
                    ending.sent += Self.tlsMark
                    guard pieces.isEmpty else { throw conversation.failure(.tlsProtocol) }
                    pieces += turns.popFirst() ?? []
                case .receive(let settles):
                    if let piece = pieces.popFirst() {
                        conversation.receive(piece)
                    } else if case .closesAtOnce = last {
                        conversation.end()
                    } else if settles {
                        conversation.settle()
                    } else if case .closes = last, !conversation.hasEnded {
                        conversation.end()
                    } else {
                        ending.isLate = true
                        throw conversation.failure(.timeout)
                    }
                }
            }
        } catch {
            ending.result = .failed(error.reason, step: conversation.place?.number ?? 0)
            ending.captured = conversation.captured
            return ending
        }
    }

    /// Every way to cut some bytes in two, whole, and byte by byte.
    static func cuts(_ bytes: [UInt8]) -> [[[UInt8]]] {
        let halves = bytes.indices.dropFirst().map { [Array(bytes[..<$0]), Array(bytes[$0...])] }
        return [[bytes], bytes.map { [$0] }] + halves
    }
}
