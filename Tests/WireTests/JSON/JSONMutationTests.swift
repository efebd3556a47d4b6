import Simulation
import Testing
import Wire
import Workbench

struct JSONMutationTests {
    private static let corpus = [
        #"{"time":"2026-11-20T21:30:44.961Z","event":"probe_down","server":"payments"}"#,
        #"[{"targets":["192.0.2.1:443","[2001:db8::1]:22"],"labels":{"tier":"\u00e9"}}]"#,
        #"[1,-2.5,3e10,0.25E-2,true,false,null,"",[[[]]],{"a":{"b":[{"c":"\ud834\udd1e\n"}]}}]"#,
        "{\n\t\"Zürich\": [\"\u{1d11e}\", \"a\\\\b\\\"c\\/\"],\r\n \"n\": 0 }",
    ].map { Array($0.utf8) }

    @Test func `100,000 mutants are read and written again, or refused at a place in them`() {
        var mutator = ByteMutator(seed: 8259, corpus: Self.corpus)
        var (read, faults) = (0, [JSONFault: Int]())
        for _ in 0..<100_000 {
            let bytes = mutator.next()
            do throws(JSONError) {
                let value = try JSON(parsing: bytes)
                read += 1
                let again = try JSON(parsing: Array(value.description.utf8))
                if again != value { Issue.record("written as another value: \(bytes)") }
            } catch {
                faults[error.fault, default: 0] += 1
                let isInside =
                    (0...bytes.count).contains(error.offset)
                    && error.line <= bytes.count + 1 && error.column <= error.offset + 1
                if !isInside { Issue.record("\(error) of \(bytes)") }
            }
        }
        #expect(read > 1_000, "\(read)")
        // No mutant is so large; all else must be reached.
        #expect(
            Set(faults.keys)
                == Set(JSONFault.allCases).subtracting([.tooLarge, .tooDeep, .tooManyValues]),
            "\(faults)")
    }

    /// Python reads more than RFC 8259 has: what that is, it is told to refuse.
    private static let program = """
        import json, sys

        def members(pairs):
            names = [name for name, _ in pairs]
            if len(set(names)) != len(names):
                raise ValueError("twice")
            return {"object": pairs}

        def refuse(word):
            raise ValueError(word)

        class Number(str):
            pass

        def shown(value):
            if isinstance(value, Number):
                return "n" + value
            if isinstance(value, dict):
                pairs = value["object"]
                return [None] + [[shown(name), shown(inner)] for name, inner in pairs]
            if isinstance(value, list):
                return [True] + [shown(inner) for inner in value]
            if isinstance(value, str):
                value.encode("utf-8")
                return "t" + value
            return value

        for line in open(sys.argv[1]):
            try:
                text = bytes.fromhex(line).decode("utf-8-sig")
                value = json.loads(
                    text, parse_int=Number, parse_float=Number, parse_constant=refuse,
                    object_pairs_hook=members)
                print(json.dumps(shown(value)))
            except (ValueError, UnicodeError):
                print("refused")

        """

    /// What Python says of each text; in the order of the texts.
    private static func python(_ texts: [[UInt8]]) throws -> [String] {
        let folder = try TemporaryFolder()
        let program = try folder.write("read.py", Self.program)
        let lines = texts.map { bytes in
            bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "\n"
        }
        let file = try folder.write("texts", lines.joined())
        return try Programs.run("python3", [program, file]).split(separator: "\n").map(String.init)
    }

    /// The value as the program above shows it.
    private static func shown(_ value: JSON) -> JSON {
        switch value {
        case .null, .flag: value
        case .numeral(let numeral): .text("n" + numeral.text)
        case .text(let text): .text("t" + text)
        case .array(let values): .array([.flag(true)] + values.map(shown))
        case .object(let members):
            .array(
                [.null] + members.map { .array([.text("t" + $0.0), shown($0.1)]) })
        }
    }

    private static func check(_ texts: [[UInt8]]) throws -> (read: Int, refused: Int) {
        var counts = (read: 0, refused: 0)
        let said = try python(texts)
        #expect(said.count == texts.count)
        for (bytes, said) in zip(texts, said) {
            do throws(JSONError) {
                let value = try JSON(parsing: bytes)
                counts.read += 1
                #expect(said != "refused", "\(bytes)")
                // Python's answer is ASCII, in which every other character is escaped.
                let theirs = try JSON(parsing: Array(said.utf8))
                #expect(theirs == shown(value), "\(bytes)")
            } catch {
                counts.refused += 1
                #expect(said == "refused", "\(error): \(bytes)")
            }
        }
        return counts
    }

    @Test func `20,000 mutants are what Python says that they are`() throws {
        var mutator = ByteMutator(seed: 4627, corpus: Self.corpus)
        let counts = try Self.check((0..<20_000).map { _ in mutator.next() })
        #expect(min(counts.read, counts.refused) > 300, "\(counts)")
    }

    @Test func `Python reads 2,000 documents as we do, and what we write of them`() throws {
        var documents = JSONDocuments(seed: 7159)
        let texts = (0..<2_000).map { _ in Array(documents.next().utf8) }
        #expect(try Self.check(texts).refused == 0)
        let written = try texts.map { Array(try JSON(parsing: $0).description.utf8) }
        #expect(try Self.check(written).refused == 0)
        for bytes in written { #expect(!bytes.contains(0x0a)) }
    }

    @Test func `Python says the same of every text of the suite`() throws {
        let right = JSONSuiteTests.right.map { Array($0.utf8) }
        #expect(try Self.check(right).refused == 0)
        #expect(try Self.check(JSONSuiteTests.wrong.map { Array($0.utf8) }).read == 0)
    }
}

/// Documents of all kinds of values, with spaces and escapes wherever they may stand.
private struct JSONDocuments {
    private var generator: SeededGenerator
    private static let spaces = ["", "", " ", "\n", "\t", "\r\n", "  "]
    private static let numbers = [
        "0", "-0", "7", "-12", "0.5", "1e3", "-2.50E-7", "12345678901234567890", "1.0e+400",
    ]
    private static let pieces = [
        "a", "Zürich", "\u{1d11e}", "\u{2028}", "\u{7f}", "\u{e000}", #"\n"#, #"\u0000"#,
        #"\ud834\udd1e"#, #"\""#, #"\\"#, #"\/"#, #"\u00e9"#, "é", "e\u{301}", "{", ",", "\u{feff}",
    ]

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func next() -> String { value(depth: 0) }

    private mutating func pick(_ texts: [String]) -> String {
        texts.randomElement(using: &generator) ?? ""
    }

    private mutating func text() -> String {
        "\""
            + (0..<Int.random(in: 0...6, using: &generator)).map { _ in pick(Self.pieces) }.joined()
            + "\""
    }

    private mutating func value(depth: Int) -> String {
        let before = pick(Self.spaces)
        let count = depth < 6 ? Int.random(in: 0...4, using: &generator) : 0
        let value =
            switch Int.random(in: 0..<(depth < 6 ? 8 : 4), using: &generator) {
            case 0: pick(["true", "false", "null"])
            case 1: pick(Self.numbers)
            case 2, 3: text()
            case 4, 5: array(count, depth: depth + 1)
            default: object(count, depth: depth + 1)
            }
        return before + value + pick(Self.spaces)
    }

    private mutating func array(_ count: Int, depth: Int) -> String {
        let values = (0..<count).map { _ in value(depth: depth) }
        return "[\(values.joined(separator: ","))\(pick(Self.spaces))]"
    }

    private mutating func object(_ count: Int, depth: Int) -> String {
        let members = (0..<count).map { number in
            // The number keeps names apart.
            let name = pick(Self.spaces) + text().dropLast() + "\(number)\""
            return name + pick(Self.spaces) + ":" + value(depth: depth)
        }
        return "{\(members.joined(separator: ","))\(pick(Self.spaces))}"
    }
}
