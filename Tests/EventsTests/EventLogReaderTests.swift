import Events
import Simulation
import Testing
import Time
import Wire

struct EventLogReaderTests {
    private typealias Content = EventLogReader.Content

    private static func read(_ bytes: [UInt8], pieces size: Int = .max) -> [EventLogReader.Line] {
        var reader = EventLogReader()
        var lines: [EventLogReader.Line] = []
        for start in stride(from: 0, to: bytes.count, by: min(size, max(1, bytes.count))) {
            reader.receive(Array(bytes[start...].prefix(size)))
            while let line = reader.next() { lines.append(line) }
        }
        while let line = reader.end() { lines.append(line) }
        return lines
    }

    private static let ended = Event(time: WallTime(secondsSinceEpoch: 60), .ended)
    private static let started = Event(
        time: WallTime(secondsSinceEpoch: 90), .started(version: "1"))

    private static func text(_ event: Event) -> String {
        String(decoding: event.line, as: UTF8.self)
    }

    @Test(arguments: [1, 2, 7, 64, 4_096, .max])
    func `a log is the same in whatever pieces it comes`(size: Int) {
        let bytes = EventSample.all.flatMap(\.event.line)
        let lines = Self.read(bytes, pieces: size)
        #expect(lines.map(\.content) == EventSample.all.map { .event($0.event) })
        #expect(lines.map(\.number) == Array(1...EventSample.all.count))
    }

    @Test func `a broken line is told with its number, and the others are read`() {
        let text =
            "\n" + Self.text(Self.ended) + "half of a\n[]\r\n \r\n"
            + #"{"time":"2030-01-01T00:00:00Z","event":"probe_dreams"}"# + "\n"
            + Self.text(Self.started)
        let lines = Self.read(Array(text.utf8))
        #expect(lines.map(\.number) == [1, 2, 3, 4, 5, 6, 7])
        #expect(lines[0].content == .skipped)
        #expect(lines[1].content == .event(Self.ended))
        guard case .broken(.json(let error)) = lines[2].content else {
            Issue.record("\(lines[2])")
            return
        }
        #expect(error.fault == .expectedValue)
        #expect(lines[3].content == .broken(.notObject))
        #expect(lines[4].content == .skipped)
        #expect(lines[5].content == .skipped)
        #expect(lines[6].content == .event(Self.started))
    }

    @Test func `the last line needs no end, where it is whole`() {
        let text = Self.text(Self.ended)
        #expect(Self.read(Array(text.utf8.dropLast())).map(\.content) == [.event(Self.ended)])
        let half = Self.read(Array(text.utf8.dropLast(2)))
        #expect(half.count == 1)
        guard case .broken = half.first?.content else {
            Issue.record("\(half)")
            return
        }
        #expect(Self.read([]) == [])
    }

    @Test func `a start behind half a line is found`() {
        let broken = Self.text(Self.ended)
        for count in 1..<broken.utf8.count - 2 {
            let half = String(decoding: broken.utf8.prefix(count), as: UTF8.self)
            let lines = Self.read(Array((half + Self.text(Self.started) + broken).utf8), pieces: 9)
            guard lines.count == 3, case .broken = lines[0].content else {
                Issue.record("\(lines)")
                return
            }
            #expect(lines[1].content == .event(Self.started))
            #expect(lines[2].content == .event(Self.ended))
            #expect(lines.map(\.number) == [1, 1, 2])
        }
        // A file system that lost its last block leaves zeros.
        let zeros = [UInt8](repeating: 0, count: 4_096) + Self.started.line
        #expect(Self.read(zeros).last?.content == .event(Self.started))
        // What a text says is no start.
        let quoted = #"{"time":"2030-01-01T00:00:00Z","event":"ended","a":"{\"time\":",}"#
        #expect(Self.read(Array(quoted.utf8)).count == 1)
        // Nor is half of one behind half of another.
        let halves = #"{"time":"2030{"time":"2031"#
        #expect(Self.read(Array(halves.utf8)).count == 1)
    }

    @Test(arguments: [1_000, 65_536, .max])
    func `a line that is too long is one broken line`(size: Int) {
        let long = [UInt8](repeating: 0x61, count: 3 * EventLimits.lineBytesMax)
        let bytes = Self.ended.line + long + [0x0a] + Self.started.line + long
        let lines = Self.read(bytes, pieces: size)
        #expect(
            lines.map(\.content) == [
                .event(Self.ended), .broken(.tooLong), .event(Self.started), .broken(.tooLong),
            ])
        #expect(lines.map(\.number) == [1, 2, 3, 4])
    }

    @Test func `5,000 mutants are read alike whole and in pieces`() {
        let log = EventSample.all.prefix(6).flatMap(\.event.line)
        var mutator = ByteMutator(seed: 5424, corpus: [log, Self.ended.line, Self.started.line])
        var contents: [String: Int] = [:]
        for round in 0..<5_000 {
            let bytes = mutator.next()
            let lines = Self.read(bytes)
            #expect(Self.read(bytes, pieces: 1 + round % 97) == lines, "\(bytes)")
            for line in lines {
                switch line.content {
                case .event: contents["event", default: 0] += 1
                case .skipped: contents["skipped", default: 0] += 1
                case .broken: contents["broken", default: 0] += 1
                }
            }
        }
        #expect(contents.values.count == 3 && contents.values.allSatisfy { $0 > 100 })
    }
}
