import Network
import Probes
import Simulation
import Time

/// A conversation as chance has it: what is asked, what the peer says and when, and how it ends.
struct RandomTalk: Sendable, CustomStringConvertible {
    /// One thing that is asked, in words that the oracle understands without any expression.
    enum Ask: Sendable {
        /// `WORD`, at the beginning of a line, or before its end, or anywhere.
        case word(String, atStart: Bool, atEnd: Bool)
        /// `WORD (?P<rest>[a-z]+)`.
        case named(String)
        case bytes([UInt8])
        case send(String)
    }

    enum End: CaseIterable, Sendable {
        case silence, finish, reset
    }

    var asks: [Ask] = []
    /// How long after the one before it each piece comes, and what it holds.
    var pieces: [(pause: Duration, bytes: [UInt8])] = []
    var endPause = Duration.zero
    var end = End.silence
    var isUnderTLS: Bool

    static let timeout = Duration.seconds(5)
    private static let words = ["AB", "A", "B", "BA", "OK"]
    private static let pauses: [Duration] = [
        .zero, .zero, .milliseconds(1), .milliseconds(37), .milliseconds(99), .milliseconds(101),
        .milliseconds(250), .milliseconds(900),
    ]

    init(_ generator: inout SeededGenerator) {
        isUnderTLS = Int.random(in: 0..<4, using: &generator) == 0
        end = End.allCases.randomElement(using: &generator) ?? .silence
        var stream: [UInt8] = []
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
            add(&stream, &generator)
        }
        // What is said is not always what is asked.
        for _ in 0..<Int.random(in: 0...2, using: &generator) where !stream.isEmpty {
            let place = Int.random(in: 0..<stream.count, using: &generator)
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: stream.remove(at: place)
            case 1: stream[place] = Array("A\n\0 ".utf8).randomElement(using: &generator) ?? 0
            default: stream.removeSubrange(place...)
            }
        }
        cut(stream, &generator)
        endPause = Self.pauses.randomElement(using: &generator) ?? .zero
    }

    private mutating func add(_ stream: inout [UInt8], _ generator: inout SeededGenerator) {
        let word = Self.words.randomElement(using: &generator) ?? "A"
        let noise = ["", "", "B\n", "x ", "\r\n", "\u{0}"].randomElement(using: &generator) ?? ""
        let lineEnd = ["\n", "\r\n", ""].randomElement(using: &generator) ?? ""
        switch Int.random(in: 0..<8, using: &generator) {
        case 0..<4:
            asks.append(
                .word(
                    word, atStart: .random(using: &generator), atEnd: .random(using: &generator)))
            stream += (noise + word + lineEnd).utf8
        case 4, 5:
            asks.append(.named(word))
            stream += (noise + word + " abc" + lineEnd).utf8
        case 6:
            let bytes: [UInt8] = [0x06, 0x0a, 0xff]
            asks.append(.bytes(bytes))
            stream += bytes
        // Whether an RST comes before what is sent or after it would be a race.
        default: if end != .reset { asks.append(.send("X")) }
        }
    }

    private mutating func cut(_ stream: [UInt8], _ generator: inout SeededGenerator) {
        let most = Int.random(in: 1...8, using: &generator)
        var rest = stream[...]
        while !rest.isEmpty {
            let count = min(rest.count, Int.random(in: 1...most, using: &generator))
            let pause = Self.pauses.randomElement(using: &generator) ?? .zero
            pieces.append((pause, Array(rest.prefix(count))))
            rest = rest.dropFirst(count)
        }
    }

    /// The steps of the script.
    var steps: [Step] {
        get throws {
            try asks.map { ask in
                switch ask {
                case .word(let word, let atStart, let atEnd):
                    try .expect((atStart ? "^" : "") + word + (atEnd ? "$" : ""))
                case .named(let word):
                    try .expect(
                        "\(word) (?P<rest>[a-z]+)",
                        captures: [Capture(name: "rest", use: .label)])
                case .bytes(let bytes): .expectBytes(bytes)
                case .send(let text): .send(Template(stringLiteral: text))
                }
            }
        }
    }

    /// The turns of the server.
    var turns: [Turn] {
        let spoken = pieces.flatMap { [Turn.act(.wait($0.pause)), .say($0.bytes)] }
        switch end {
        case .silence: return spoken
        case .finish: return spoken + [.act(.wait(endPause)), .act(.finish)]
        case .reset: return spoken + [.act(.wait(endPause)), .act(.reset)]
        }
    }

    var description: String {
        let said = pieces.map {
            "\($0.pause) \(String(decoding: $0.bytes, as: UTF8.self).debugDescription)"
        }
        return "\(asks) of \(said), \(endPause) \(end), TLS \(isUnderTLS)"
    }
}
