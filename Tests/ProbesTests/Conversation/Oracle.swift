import Network
import Probes
import Time

/// Says what must come of a ``RandomTalk``, without any of the code that is tested.
///
/// It knows the whole stream, and searches it for words byte by byte.
struct Oracle {
    struct Answer: Equatable {
        var verdict = Verdict.success
        /// Number of the step that fails.
        var step: Int?
        var rest: String?
    }

    private let talk: RandomTalk
    private var stream: [UInt8] = []
    /// Of each byte when it arrives; of the end, where it comes at all.
    private var arrivals: [Duration] = []
    private var endArrival: Duration?
    private var position = 0
    /// How many bytes have been heard.
    private var heard = 0

    init(_ talk: RandomTalk, firstWord: Duration) {
        self.talk = talk
        var moment = firstWord
        for piece in talk.pieces {
            moment += piece.pause
            guard moment <= RandomTalk.timeout else { return }
            stream += piece.bytes
            arrivals += piece.bytes.map { _ in moment }
        }
        moment += talk.endPause
        if talk.end != .silence, moment <= RandomTalk.timeout { endArrival = moment }
    }

    mutating func answer() -> Answer {
        var answer = Answer()
        for (index, ask) in talk.asks.enumerated() {
            switch ask {
            case .send: continue
            case .bytes(let bytes):
                let there = stream[position...].prefix(bytes.count)
                guard bytes.starts(with: there) else {
                    answer.verdict = .failure(.unexpectedResponse, .exchange)
                    answer.step = index + 1
                    return answer
                }
                guard there.count == bytes.count else { return fail(answer, index, byLine: false) }
                take(through: position + bytes.count, havingSeen: position + bytes.count)
            case .word(let word, let atStart, let atEnd):
                guard let (end, seen) = end(of: word, atStart, atEnd) else {
                    return fail(answer, index, byLine: true)
                }
                take(through: end, havingSeen: seen)
            case .named(let word):
                guard let start = named(word) else { return fail(answer, index, byLine: true) }
                hear(through: start + 1)
                waitForTheLine(from: start)
                let rest = stream[start..<heard].prefix { isLetter($0) }
                answer.rest = String(decoding: rest, as: UTF8.self)
                position = rest.endIndex
            }
        }
        return answer
    }

    private func fail(_ answer: Answer, _ index: Int, byLine: Bool) -> Answer {
        var answer = answer
        let silence: FailureReason =
            endArrival == nil ? .timeout : talk.end == .finish ? .closedEarly : .reset
        var rest = stream[position...]
        if position > 0, stream[position - 1] != 0x0a {
            rest = rest.drop { $0 != 0x0a }.dropFirst()
        }
        let isLine = byLine && rest.contains(0x0a)
        answer.verdict = .failure(isLine ? .unexpectedResponse : silence, .exchange)
        answer.step = index + 1
        return answer
    }

    /// Behind the first place where the word stands as it is asked for, and what must be seen.
    private func end(
        of word: String, _ atStart: Bool, _ atEnd: Bool
    ) -> (end: Int, seen: Int)? {
        let word = Array(word.utf8)
        for start in position..<max(position, stream.count) {
            guard stream[start...].starts(with: word) else { continue }
            guard !atStart || start == 0 || stream[start - 1] == 0x0a else { continue }
            let end = start + word.count
            guard atEnd else { return (end, end) }
            if let lineEnd = lineEnd(at: end) { return lineEnd }
        }
        return nil
    }

    /// A CR belongs to the match, and the LF only ends it.
    private func lineEnd(at place: Int) -> (end: Int, seen: Int)? {
        let rest = Array(stream[place...].prefix(2))
        if rest.first == 0x0a { return (place, place + 1) }
        if rest == [0x0d, 0x0a] { return (place + 1, place + 2) }
        let isClosed = talk.end == .finish && endArrival != nil
        let isAtEnd = rest.isEmpty || rest == [0x0d]
        return isClosed && isAtEnd ? (stream.count, stream.count) : nil
    }

    /// Where the first letter behind the word and a space stands.
    private func named(_ word: String) -> Int? {
        let word = Array((word + " ").utf8)
        return (position..<max(position, stream.count)).first { start in
            let letter = stream[start...].dropFirst(word.count).first
            return stream[start...].starts(with: word) && letter.map(isLetter) == true
        }.map { $0 + word.count }
    }

    private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte) }

    private mutating func take(through end: Int, havingSeen seen: Int) {
        position = end
        hear(through: seen)
    }

    /// What arrives together is heard together.
    private mutating func hear(through end: Int) {
        guard end > heard else { return }
        heard = arrivals.lastIndex(of: arrivals[end - 1]).map { $0 + 1 } ?? end
    }

    /// Hears on until the line is whole, or nothing comes for 100 ms.
    private mutating func waitForTheLine(from start: Int) {
        while !stream[start..<heard].contains(where: { $0 < 0x20 }), heard < stream.count,
            arrivals[heard] - arrivals[heard - 1] <= .milliseconds(100)
        {
            hear(through: heard + 1)
        }
    }
}
