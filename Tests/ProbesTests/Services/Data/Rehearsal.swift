import Patterns
import Probes

/// A conversation with a peer whose words are known before, cut into pieces at will.
struct Rehearsal {
    /// The first before we have said anything, the others after each time that we have.
    var turns: [[UInt8]]
    /// Whether the peer closes after its last word.
    var closes = false

    /// How it came out.
    enum Outcome: Equatable {
        /// Every step held, and this was captured.
        case success([String: String])
        case failure(FailureReason)
        /// More is waited for.
        case open
    }

    /// Feeds every turn in pieces that end at the offsets in `cuts`, or each of one byte.
    func perform(_ script: Script, cuts: [Int] = [], bytewise: Bool = false) -> Outcome {
        let facts = AttemptFacts(host: "db.test", port: 1, serverName: "db.test", number: 1)
        var conversation = Conversation(script, facts)
        var turn = 0
        var pieces = Self.pieces(turns.first ?? [], cuts, bytewise)[...]
        do throws(ConversationFailure) {
            while true {
                switch try conversation.next() {
                case .done: return .success(Self.texts(conversation.captured))
                case .startTLS: continue
                case .send:
                    turn += 1
                    if turns.indices.contains(turn) {
                        pieces += Self.pieces(turns[turn], cuts, bytewise)
                    }
                case .receive(let settles):
                    if let piece = pieces.popFirst() {
                        conversation.receive(piece)
                    } else if settles {
                        conversation.settle()
                    } else if closes {
                        conversation.end()
                    } else {
                        return .open
                    }
                }
            }
        } catch {
            return .failure(error.reason)
        }
    }

    private static func pieces(_ bytes: [UInt8], _ cuts: [Int], _ bytewise: Bool) -> [[UInt8]] {
        if bytewise { return bytes.map { [$0] } }
        let places = [0] + cuts.filter { $0 > 0 && $0 < bytes.count } + [bytes.count]
        return zip(places, places.dropFirst()).map { Array(bytes[$0..<$1]) }.filter { !$0.isEmpty }
    }

    private static func texts(_ captured: [Captured]) -> [String: String] {
        var texts: [String: String] = [:]
        for captured in captured {
            if case .text(let text) = captured.content { texts[captured.name] = text }
        }
        return texts
    }
}

extension Service {
    /// What proves the service of that name, exposing all that it learns.
    static func script(_ name: String, afterStartTLS: Bool = false) throws -> Script {
        guard let service = named(name) else { throw UnknownName(name: name) }
        let captures = service.learns.map { Capture(name: $0, use: .label) }
        return Script([try service.part(afterStartTLS: afterStartTLS, captures: captures)])
    }

    struct UnknownName: Error {
        let name: String
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
            bytes.append(UInt8(digits, radix: 16) ?? 0)
            rest = rest.dropFirst(2)
        default: bytes.append(escaped)
        }
    }
    return bytes
}
