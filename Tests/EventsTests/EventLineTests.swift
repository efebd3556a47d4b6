import Events
import Simulation
import Testing
import Time
import Wire

struct EventLineTests {
    static func fault(_ line: String) -> EventFault? {
        do throws(EventFault) {
            _ = try Event(line: Array(line.utf8))
            return nil
        } catch {
            return error
        }
    }

    @Test func `there is a sample of each event`() {
        let names = Set(EventSample.all.map(\.event.happening.name))
        #expect(names == Set(EventName.allCases))
    }

    @Test(arguments: EventSample.all) func `an event is a line, and the line is the event`(
        sample: EventSample
    ) throws {
        #expect(String(decoding: sample.event.line, as: UTF8.self) == sample.line + "\n")
        #expect(try Event(line: Array(sample.line.utf8)) == sample.event)
    }

    @Test(arguments: [
        "a\nb", "\r\n", "\u{0}\u{1b}[31m\u{7f}", "\u{2028}\u{2029}\u{85}",
        "\"},{\"event\":\"ended\"",
        "\\", "\\n", "{\"time\":", "\u{202e}", "\u{1d11e}é e\u{301}", "", " ", "\u{feff}",
        "\u{e0041}",
        "\u{10ffff}", "\u{fffe}",
    ])
    func `no text makes another line, or is lost`(text: String) throws {
        let subject = Subject(
            gateway: text, server: text, probe: text, target: text, serverName: text,
            labels: ["a": text, "b" + text: text])
        let failure = Failure(reason: text, phase: text, step: text, detail: text)
        let change = CertificateChange(
            fingerprint: text, subject: text, notAfter: WallTime(secondsSinceEpoch: 0),
            previousFingerprint: text)
        let time = WallTime(secondsSinceEpoch: 0)
        for event in [
            Event(time: time, .started(version: text)),
            Event(time: time, .configurationRefused(file: text, errors: [text, text])),
            Event(time: time, subject: subject, .probeDown(failure)),
            Event(time: time, subject: subject, .certificateChanged(change)),
        ] {
            let line = event.line
            #expect(line.lastIndex(of: 0x0a) == line.count - 1)
            #expect(line.firstIndex(of: 0x0a) == line.count - 1)
            let read = try #require(try Event(line: line.dropLast()))
            // `==` takes characters for equal that only mean the same.
            #expect(read == event && read.line == line)
        }
    }

    @Test func `times are told to the millisecond, and read with any offset`() throws {
        let time = WallTime(secondsSinceEpoch: 1_795_210_244) + .nanoseconds(961_999_999)
        let line = String(decoding: Event(time: time, .running).line, as: UTF8.self)
        #expect(line.contains("\"2026-11-20T21:30:44.961Z\""))
        let other = #"{"time":"2026-11-20T22:30:44.5+01:00","event":"running"}"#
        let read = try #require(try Event(line: Array(other.utf8)))
        #expect(read.time == WallTime(secondsSinceEpoch: 1_795_210_244) + .milliseconds(500))
    }

    @Test(arguments: [
        #"{"time":"2030-01-01T00:00:00Z","event":"probe_dreams"}"#,
        #"{"time":"2030-01-01T00:00:00Z","event":"","server":1}"#,
        #"{"event":"Started","time":"2030-01-01T00:00:00Z","version":[]}"#,
    ])
    func `an event of a kind that is not known is none`(line: String) throws {
        #expect(try Event(line: Array(line.utf8)) == nil)
    }

    @Test func `members that are not known are skipped`() throws {
        for sample in EventSample.all {
            let line = sample.line.dropLast() + #","mood":{"a":[1,null]},"ip":"192.0.2.1"}"#
            #expect(try Event(line: Array(line.utf8)) == sample.event)
        }
        // Who is about the whole process has no subject, whatever the line says.
        let ended = #"{"time":"2026-11-20T21:30:44.961Z","server":"a","probe":"b","event":"ended"}"#
        #expect(try Event(line: Array(ended.utf8))?.subject == nil)
    }

    @Test func `a reason not to judge that is not known is another one`() throws {
        let sample = try #require(
            EventSample.all.first { $0.event.happening == .probeUnjudged(.blocked) })
        let line = sample.line.replacing("blocked", with: "draining")
        #expect(try Event(line: Array(line.utf8))?.happening == .probeUnjudged(.other))
    }

    @Test func `what is null is as good as what is not there`() throws {
        let line =
            #"{"time":"2026-11-20T21:30:44.961Z","event":"probe_down","gateway":null,"#
            + #""server":"edge","probe":"ssh","target":"[::1]:22","server_name":null,"#
            + #""labels":null,"#
            + #""reason":"refused","phase":"connect","step":null,"detail":null}"#
        let expected = EventSample.all.first { $0.line.contains(#""refused","phase":"connect"}"#) }
        #expect(try Event(line: Array(line.utf8)) == expected?.event)
    }

    @Test(arguments: EventSample.all) func `an event without one of its members is broken`(
        sample: EventSample
    ) throws {
        guard case .object(let members) = try JSON(parsing: Array(sample.line.utf8)) else {
            Issue.record("no object")
            return
        }
        let optional = ["gateway", "server_name", "labels", "step", "detail"]
        for (place, member) in members.enumerated() {
            var (fewer, other) = (members, members)
            fewer.remove(at: place)
            other[place].1 = .flag(true)
            #expect(Self.fault(JSON.object(other).description) == .member(member.0))
            let isOptional = optional.contains(member.0)
            #expect(
                Self.fault(JSON.object(fewer).description)
                    == (isOptional ? nil : .member(member.0)), "without \(member.0)")
        }
    }

    @Test(arguments: [
        ("[]", EventFault.notObject), ("1", .notObject), ("{}", .member("time")),
        (#"{"time":"yesterday","event":"ended"}"#, .member("time")),
        (#"{"time":"2026-11-20","event":"ended"}"#, .member("time")),
        (#"{"time":"9999-12-31T23:59:59-01:00","event":"ended"}"#, .member("time")),
        (#"{"time":"0000-01-01T00:00:00+01:00","event":"ended"}"#, .member("time")),
        (#"{"time":"2026-11-20T00:00:00Z","event":"events_lost","count":-1}"#, .member("count")),
        (#"{"time":"2026-11-20T00:00:00Z","event":"events_lost","count":1.5}"#, .member("count")),
    ])
    func `what is no event is told`(line: String, fault: EventFault) {
        #expect(Self.fault(line) == fault)
    }

    @Test func `what is no JSON is told with its column`() {
        #expect(Self.fault(#"{"time":}"#)?.description == "column 9: a value must stand here")
        #expect(
            EventFault.member("time").description
                == "\"time\" is missing, or is not what it should be")
        let long = Event(time: WallTime(secondsSinceEpoch: 0), .ended).line.dropLast()
        let blanks = [UInt8](repeating: 0x20, count: EventLimits.lineBytesMax - long.count)
        #expect(throws: Never.self) { try Event(line: blanks + long) }
        #expect(throws: EventFault.tooLong) { try Event(line: blanks + [0x20] + long) }
    }

    /// Every character of it is written as two escapes.
    @Test func `no event makes a line that is too long`() throws {
        let text = String(repeating: "\u{e0041}", count: 5_000)
        let name = String(repeating: "\u{e0041}", count: 100)
        let labels = (0..<32).map { (String(repeating: "a", count: 97) + "\($0)", $0) }
        let value = String(repeating: "\u{7f}", count: 1_024)
        let subject = Subject(
            gateway: name, server: name, probe: name, target: String(repeating: "a", count: 261),
            serverName: String(repeating: "a", count: 255),
            labels: Dictionary(uniqueKeysWithValues: labels.map { ($0.0, value) }))
        let failure = Failure(reason: "other", phase: "exchange", step: text, detail: text)
        let time = WallTime(secondsSinceEpoch: 0)
        let down = Event(time: time, subject: subject, .probeDown(failure))
        let errors = (0..<500).map { "\($0)" + text }
        let refused = Event(time: time, .configurationRefused(file: text, errors: errors))
        for event in [down, refused] {
            #expect(event.line.count < EventLimits.lineBytesMax)
            // What is cut is cut once.
            let read = try #require(try Event(line: event.line.dropLast()))
            #expect(read.line == event.line)
        }
        guard
            case .configurationRefused(let file, let told) = try Event(
                line: refused.line.dropLast())?.happening
        else {
            Issue.record("another event")
            return
        }
        #expect(file.unicodeScalars.count == EventLimits.textScalarsMax + 1)
        #expect(Array(file.unicodeScalars.suffix(2)) == ["\u{e0041}", "…"])
        #expect(told.count == EventLimits.errorsMax)
        #expect(told.last == "and 469 more")
        #expect(Array(told[30].unicodeScalars.prefix(3)) == ["3", "0", "\u{e0041}"])
        let fitting = String(repeating: "a", count: EventLimits.textScalarsMax)
        let started = Event(time: time, .started(version: fitting))
        #expect(try Event(line: started.line.dropLast()) == started)
    }

    @Test func `20,000 mutants are events that can be written again, or none`() {
        var mutator = ByteMutator(seed: 3339, corpus: EventSample.all.map { Array($0.line.utf8) })
        var (events, unknown, broken) = (0, 0, 0)
        for _ in 0..<20_000 {
            let bytes = mutator.next()
            do throws(EventFault) {
                guard let event = try Event(line: bytes) else {
                    unknown += 1
                    continue
                }
                events += 1
                let again = try Event(line: event.line)
                if again?.line != event.line { Issue.record("\(bytes)") }
            } catch {
                broken += 1
                if error.description.isEmpty { Issue.record("nothing is said of \(bytes)") }
            }
        }
        #expect(min(events, unknown, broken) > 100, "\(events) \(unknown) \(broken)")
    }
}
