import Patterns
import Probes
import Wire

/// Plays a peer that says fixed bytes to a conversation, cut as one likes.
struct Stage {
    let script: Script

    /// What came of a conversation.
    struct Ending: Equatable {
        var result: Result
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
        script = Script([Script.Part(.script, steps)])
    }

    init(_ script: Script) {
        self.script = script
    }

    /// Plays the pieces, one after the other, each when the conversation waits for it.
    ///
    /// Where TLS begins the stream is another: what has been cut across its beginning stays in the
    /// clear before it.
    func play(_ pieces: some Sequence<[UInt8]>, then last: Last = .isSilent) -> Ending {
        var conversation = Conversation(script, Self.facts)
        var sent: [UInt8] = []
        var pieces = Array(pieces)[...]
        while true {
            do throws(ConversationFailure) {
                switch try conversation.next() {
                case .done: return ending(.done, sent, conversation)
                case .send(let bytes): sent += bytes
                case .startTLS: sent += Self.tlsMark
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
                        throw conversation.failure(.timeout)
                    }
                }
            } catch {
                let step = conversation.place?.number ?? 0
                return ending(.failed(error.reason, step: step), sent, conversation)
            }
        }
    }

    private func ending(
        _ result: Ending.Result, _ sent: [UInt8], _ conversation: Conversation
    ) -> Ending {
        Ending(result: result, sent: sent, captured: conversation.captured)
    }

    /// Every way to cut some bytes in two, whole, and byte by byte.
    static func cuts(_ bytes: [UInt8]) -> [[[UInt8]]] {
        let halves = bytes.indices.dropFirst().map { [Array(bytes[..<$0]), Array(bytes[$0...])] }
        return [[bytes], bytes.map { [$0] }] + halves
    }
}
