import Probes
import Simulation

/// Plays a conversation whole, byte by byte and in pieces, and traps where that makes a difference.
func play(_ script: Script, with peer: Peer, _ cuts: Cuts) {
    var endings: [Ending] = []
    for closes in [false, true] {
        let whole = Ending(of: script, with: peer, closes: closes) { [$0] }
        let bytes = Ending(of: script, with: peer, closes: closes) { Array(1...max(1, $0)) }
        precondition(whole == bytes, "another ending byte by byte")
        let pieces = Ending(of: script, with: peer, closes: closes) { cuts.ends(of: $0) }
        precondition(whole == pieces, "another ending in pieces")
        whole.check(closes: closes)
        endings.append(whole)
    }
    // A line ends where the peer closes, so that more may match then; nothing else changes.
    guard case .failed(let late, let place) = endings[0].result,
        case .failed(let early, let other) = endings[1].result, place == other
    else { return }
    precondition(early == (late == .timeout ? .closedEarly : late), "the end makes a difference")
}

/// What came of a conversation.
private struct Ending: Equatable {
    var result = Result.done
    var sent: [UInt8] = []
    var captured: [Captured] = []
    private var captures = 0

    enum Result: Equatable {
        case done
        case failed(FailureReason, StepPlace?)
    }

    private static let facts = AttemptFacts(
        host: "mail.example", port: 25, serverName: "tls.example", number: 0x2a)

    /// Plays the pieces of what the peer says, each when it is waited for; `ends` tells where those
    /// of so many bytes end.
    init(of script: Script, with peer: Peer, closes: Bool, ends: (Int) -> [Int]) {
        var conversation = Conversation(script, Self.facts)
        var stream = Stream(peer.beforeTLS, ends)
        do throws(ConversationFailure) {
            while true {
                switch try conversation.next() {
                case .done:
                    Self.checkIsOver(&conversation)
                    break
                case .send(let bytes):
                    sent += bytes
                    continue
                case .startTLS:
                    // What arrives now in the clear is injected as well.
                    guard stream.isAtEnd else {
                        result = .failed(.unexpectedResponse, conversation.place)
                        break
                    }
                    sent += Array("<TLS>".utf8)
                    stream = Stream(peer.underTLS, ends)
                    continue
                case .receive(let settles):
                    try Self.receive(&conversation, &stream, settles: settles, closes: closes)
                    continue
                }
                break
            }
        } catch {
            Self.check(error)
            result = .failed(error.reason, conversation.place)
        }
        captured = conversation.captured
    }

    private static func receive(
        _ conversation: inout Conversation, _ stream: inout Stream, settles: Bool, closes: Bool
    ) throws(ConversationFailure) {
        precondition(conversation.room > 0, "it waits, and takes nothing in")
        if let piece = stream.next(atMost: conversation.room) {
            conversation.receive(piece)
        } else if closes {
            precondition(!conversation.hasEnded, "it waits for a peer that has closed")
            conversation.end()
        } else if settles {
            conversation.settle()
        } else {
            throw conversation.failure(.timeout)
        }
    }

    private static func checkIsOver(_ conversation: inout Conversation) {
        conversation.receive(Array("more".utf8))
        conversation.end()
        let next = try? conversation.next()
        precondition(next == .done, "it goes on after it is done")
    }

    private static func check(_ failure: ConversationFailure) {
        precondition(!failure.detail.isEmpty, "nothing is said")
        precondition(failure.detail.utf8.count < 4_096, "more is said than anybody reads")
        let breaksLine = failure.detail.unicodeScalars.contains {
            [.control, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
        }
        precondition(!breaksLine, "more than a line is said")
    }

    /// Traps at a reason that cannot be, and at captures that nobody may see.
    func check(closes: Bool) {
        if case .failed(let reason, let place) = result {
            precondition(place != nil, "no step failed")
            let silence: FailureReason = closes ? .closedEarly : .timeout
            let reasons = [.unexpectedResponse, .responseTooLarge, silence]
            precondition(reasons.contains(reason), "a reason that is none")
        }
        precondition(Set(captured.map(place)).count == captured.count, "captured twice")
        for one in captured {
            switch one.content {
            case .number(let number): precondition(number.isFinite, "no number")
            case .text(let text):
                precondition(text.utf8.count <= ConversationLimits.capturedBytesMax, "a long text")
                let isClean = text.unicodeScalars.allSatisfy { !isForbidden($0) }
                precondition(isClean, "a text that is not clean")
                precondition(text.first != " " && text.last != " ", "a text with spaces around it")
            }
        }
    }

    /// What a capture takes the place of: a label, or a value.
    private func place(_ captured: Captured) -> [String] {
        if case .text = captured.content { [captured.name, "label"] } else { [captured.name] }
    }

    private func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        let categories: [Unicode.GeneralCategory] = [
            .control, .lineSeparator, .paragraphSeparator,
        ]
        return categories.contains(scalar.properties.generalCategory)
            || scalar.properties.isBidiControl
    }
}

/// The pieces of some bytes, one after the other.
private struct Stream {
    private let bytes: [UInt8]
    private var ends: ArraySlice<Int>
    private var start = 0

    init(_ bytes: [UInt8], _ ends: (Int) -> [Int]) {
        self.bytes = bytes
        self.ends = ends(bytes.count)[...]
    }

    var isAtEnd: Bool { start == bytes.count }

    mutating func next(atMost limit: Int) -> [UInt8]? {
        guard !isAtEnd else { return nil }
        while let end = ends.first, end <= start { ends.removeFirst() }
        let end = min(ends.first ?? bytes.count, start + limit, bytes.count)
        defer { start = end }
        return Array(bytes[start..<end])
    }
}
