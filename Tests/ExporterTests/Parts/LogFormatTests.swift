import Exporter
import Network
import Simulation
import Testing
import Time

struct LogFormatTests {
    private static let time = SimulationLimits.wallTime + .milliseconds(1_961)

    private static func line(_ format: LogFormat, _ fields: LogField...) -> String {
        format.line(at: time, .warn, "Probe is down", fields)
    }

    @Test func `a line of logfmt quotes only what needs it`() {
        #expect(
            Self.line(.logfmt, LogField("server", "payments"), LogField("target", "[::1]:443"))
                == "time=2026-01-01T00:00:01.961Z level=WARN msg=\"Probe is down\""
                + " server=payments target=[::1]:443")
    }

    @Test func `a line of json is one object of strings`() {
        #expect(
            Self.line(.json, LogField("server", "payments"), LogField("empty", ""))
                == #"{"time":"2026-01-01T00:00:01.961Z","level":"WARN","msg":"Probe is down","#
                + #""server":"payments","empty":""}"#)
    }

    @Test(arguments: [
        ("", #""""#), ("plain", "plain"), ("two words", #""two words""#), ("a=b", #""a=b""#),
        (#"say "no""#, #""say \"no\"""#), (#"C:\"#, #""C:\\""#), ("a\nb", #""a\nb""#),
        ("a\tb\rc", #""a\tb\rc""#), ("\u{0}\u{1b}[31m", #""\u0000\u001b[31m""#),
        ("\u{7f}\u{9b}", #""\u007f\u009b""#), ("Zürich", "Zürich"), ("\u{1F600}", "\u{1F600}"),
        ("\r\n", #""\r\n""#),
    ])
    func `hostile text stays inside its value`(text: String, quoted: String) {
        #expect(Self.line(.logfmt, LogField("a", text)).hasSuffix(" a=\(quoted)"))
    }

    @Test func `no text makes a second line or a control character in either format`() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<2_000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<8 {
                let highest: UInt32 = Bool.random(using: &generator) ? 0xff : 0xd7ff
                if let scalar = Unicode.Scalar(.random(in: 0...highest, using: &generator)) {
                    text.append(scalar)
                }
            }
            for format in LogFormat.allCases {
                let line = Self.line(format, LogField("a", String(text)))
                let hasControl = line.unicodeScalars.contains {
                    $0.value < 0x20 || (0x7f..<0xa0).contains($0.value)
                }
                #expect(!hasControl, "\(Array(text))")
            }
        }
    }

    @Test func `what json quotes can be read back`() throws {
        let hostile = "\\ \" \n \r \t \u{0} \u{8} \u{7f} {\"a\":1} ü \u{1F600}"
        let line = Self.line(.json, LogField("a", hostile))
        let start = try #require(line.firstRange(of: "\"a\":\"")?.upperBound)
        #expect(Self.unquoted(line[start...].dropLast(2)) == hostile)
    }

    /// The text of a JSON string without its quotes (RFC 8259 section 7).
    private static func unquoted(_ text: Substring) -> String? {
        let short: [Character: Character] = [
            "\"": "\"", "\\": "\\", "n": "\n", "t": "\t", "r": "\r", "b": "\u{8}", "f": "\u{c}",
        ]
        var rest = text
        var plain = ""
        while let character = rest.popFirst() {
            guard character == "\\" else {
                plain.append(character)
                continue
            }
            guard let kind = rest.popFirst() else { return nil }
            if kind == "u" {
                guard let scalar = UInt32(rest.prefix(4), radix: 16).flatMap(Unicode.Scalar.init)
                else { return nil }
                plain.unicodeScalars.append(scalar)
                rest = rest.dropFirst(4)
            } else {
                guard let meant = short[kind] else { return nil }
                plain.append(meant)
            }
        }
        return plain
    }
}
