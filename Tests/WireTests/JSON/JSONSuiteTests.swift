import Testing
import Wire

/// Texts in the manner of the JSON parsing test suite: what must be read, and what must not.
struct JSONSuiteTests {
    static let right = [
        // Arrays and white space.
        "[]", "[[]   ]", "[\"\"]", "[null]", "[null, 1, \"1\", {}]", "[1\n]", " [1]", "[1] ",
        "[1,null,null,null,2]", "[false]", "[\"a\"]", "\t[]\r\n", "[ [ [ ] ] ]", " \n\r\t1 \n\r\t",
        // Numbers.
        "[123e65]", "[0e+1]", "[0e1]", "[ 4]", "[-0.000000000000000000000000000000000000000001]",
        "[20e1]", "[-0]", "[-123]", "[-1]", "[1E22]", "[1E-2]", "[1E+2]", "[123e45]",
        "[123.456e78]", "[1e-2]", "[1e+2]", "[123]", "[123.456789]", "[0]", "0", "-0", "[0.0]",
        "[100000000000000000000]", "[1.5e+9999]", "[123123e100000]", "[-1e+9999]",
        // Objects.
        #"{"asd":"sdf", "dfg":"fgh"}"#, #"{"asd":"sdf"}"#, "{}", #"{"":0}"#,
        #"{"foo\u0000bar": 42}"#, #"{ "min": -1.0e+28, "max": 1.0e+28 }"#,
        "{\"x\":[{\"id\": \"x\"}], \"id\": \"x\"}", #"{"a":[]}"#, "{\n\"a\": \"b\"\n}",
        #"{"a":1,"A":2," a":3}"#, #"{"title":"\u041f\u043e\u043b" }"#,
        // Texts.
        #"["\u0060\u012a\u12AB"]"#, #"["\uD801\udc37"]"#, #"["\ud83d\ude39\ud83d\udc8d"]"#,
        #"["\"\\\/\b\f\n\r\t"]"#, #"["\\u0000"]"#, #"["\""]"#, #"["a/*b*/c/*d//e"]"#,
        #"["\\a"]"#, #"["\\n"]"#, #"["\u0012"]"#, #"["\uFFFF"]"#, #"[ "asd"]"#, #""""#, #"" ""#,
        #"["\uDBFF\uDFFF"]"#, #"["new\u00A0line"]"#, "[\"\u{10ffff}\"]", "[\"\u{ffff}\"]",
        #"["\u0000"]"#, #"["\u002c"]"#, "[\"π\"]", "[\"\u{1bfff}\"]", "[\"asd \"]", "\"\u{7f}\"",
        #"["\uD834\uDd1e"]"#, #"["\u0821"]"#, "[\"\u{2028}\u{2029}\"]", #"["\u0061\u30af\u30EA"]"#,
        "[\"new\u{a0}line\"]", #"["\u005C"]"#, #"["\u0022"]"#, "[\"⍂㈴⍂\"]", "[\"\u{feff}\"]",
        #"["\uA66D"]"#, "[\"a\u{7f}a\"]", "true", "false", "null", "\"asd\"", "[true]", "-0.1",
    ]

    static let wrong = [
        // Arrays.
        "[1 true]", "[\"\": 1]", "[\"\"],", "[,1]", "[1,,2]", "[\"x\",,]", "[\"x\"]]", "[\"\",]",
        "[\"x\"", "[x", "[3[4]]", "[,]", "[-]", "[   , \"\"]", "[\"a\",\n4\n,1,", "[1,]", "[1,,]",
        "[\"\u{b}a\"\\f]", "[*]", "[\"\"", "[1,", "[1,\n1\n,1", "[{}", "]", "[1}", "[[]",
        "[\n\"a\",,]",
        // Words.
        "[fals]", "[nul]", "[tru]", "[True]", "nulL", "TRUE", "undefined", "[NaN]", "NaN", "nan",
        "[Infinity]", "[-Infinity]", "[-NaN]", "truee", "nullnull", "[.]", "None", "tru",
        "\u{60}a\u{60}",
        // Numbers.
        "[++1234]", "[+1]", "[+Inf]", "[-01]", "[-1.0.]", "[-2.]", "[.-1]", "[.2e-3]", "[0.1.2]",
        "[0.3e+]", "[0.3e]", "[0.e1]", "[0E+]", "[0E]", "[0e+]", "[0e]", "[1.0e+]", "[1.0e-]",
        "[1.0e]", "[1 000.0]", "[1eE2]", "[2.e+3]", "[2.e-3]", "[2.e3]", "[9.e+]", "[1+2]",
        "[0x1]", "[0x42]", "[-foo]", "[- 1]", "[-012]", "[-.123]", "[-1x]", "[1ea]",
        "[1.8011670033376514H-308]",
        "[.123]", "[1.2a-3]", "[012]", "[-2147483648a]", "[\u{ff11}]", "1e", "-", "0.", "[1e1.5]",
        "[1_000]",
        "[1-1]", "[1e+-1]", "00", "1.", "[123.]", "[0.]",
        // Objects.
        "[\"a\"{}", #"{"x", null}"#, #"{"x"::"b"}"#, "{\u{1f1e8}\u{1f1ed}}", #"{"a":"a" 123}"#,
        #"{key: 'value'}"#, #"{"a":"b",,"c":"d"}"#, #"{"a" b}"#, #"{:"b"}"#, #"{"a"  "b"}"#,
        #"{"a":"#, #"{"a""#, #"{1:1}"#, "{9999E9999:1}", #"{null:null,null:null}"#,
        #"{"id":0,,,,,}"#,
        #"{'a':0}"#, #"{"id":0,}"#, #"{"a":"b"}/**/"#, #"{"a":"b"}/**//"#, #"{"a":"b"}//"#,
        #"{"a":"b",,"c":"d"}"#, #"{a:"b"}"#, #"{"a":"a"#, #"{ "foo" : "bar", "a" }"#,
        #"{"a":"b"}#"#, "{]", "{[: \"x\"}", "{\"a\":true} \"x\"", "{\"a\":/*c*/\"b\"}", "{{}}",
        "{} }",
        "{\"a\":1 ,}", "{\"a\":b}", "{\"a\" :\n}", "{\"a\":1;\"b\":2}", "{\"a\"=1}", "{\"a\"",
        #"{"a":1,"a":2}"#, #"{"a":0,"\u0061":0}"#, #"{"":1,"":1}"#,
        // Texts.
        #"["\uD800\"]"#, #"["\uD800\u"]"#, #"["\uD800\u1"]"#, #"["\uD800\u1x"]"#, "[é]",
        #"["\x00"]"#, #"["\\\"]"#, "[\"\\\t\"]", "[\"\\\u{1f300}\"]", #"["\"]"#, #"["\u00A"]"#,
        #"["\uD834\uDd"]"#, #"["\uD800\uD800\x"]"#, #"["\a"]"#, #"["\uqqqq"]"#, "[\"\\\u{e5}\"]",
        "[\\u0020\"asd\"]", "[\\n]", "\"", "['single quote']", "abc", "[\"\\", "[\"a\u{0}a\"]",
        "[\"new\nline\"]", "[\"\t\"]", "\"\\UA66D\"", #"""x"#, "[\"x\r\"]", #"["\u00a"]"#,
        #"["\uDADA"]"#, #"["\uD888\u1234"]"#, #"["\uD800\n"]"#, #"["\uDd1ea"]"#,
        #"["\uD800\uD800\n"]"#,
        #"["\ud800"]"#, #"["\ud800abc"]"#, #"["\uDd1e\uD834"]"#, #"["\uDFAA"]"#, #"["\u{41}"]"#,
        #"["\u 041"]"#, #"["\u-041"]"#, #"["\v"]"#, #"["\0"]"#, #"["\1"]"#, #"["\ "]"#,
        // The whole.
        "<.>", "[<null>]", "[1]x", "[1]]", "[][]", "{}{}", "1 2", "[a\u{300}]", "", " ", "*",
        #"{"a":/*comment*/"b"}"#, "{\"a\": true} \"x\"", "['", "[\"asd]", "[1] // a", "# a\n1",
        "aå", "[\u{feff}]", "\u{feff}", "{\"\":", "{\"a\":\"b\"}#{}", "[\u{c}]", "[\u{2060}]",
        "\u{b}1",
        "[\u{a0}1]", "[1]\u{0}", "\u{0}", "[\u{2028}1]", ",", ":", "\"a\",\"b\"", "[\"a\" \"b\"]",
    ]

    @Test(arguments: right) func `what is JSON is read, and written again is the same`(
        text: String
    ) throws {
        let value = try JSON(parsing: Array(text.utf8))
        #expect(try JSON(parsing: Array(value.description.utf8)) == value)
    }

    @Test(arguments: wrong) func `what is no JSON is refused`(text: String) {
        let error = JSONReadingTests.fault(text)
        #expect(error != nil)
        #expect((0...text.utf8.count).contains(error?.offset ?? -1))
    }

    /// A part of a document is never one, but for numbers, which end anywhere.
    @Test(arguments: right) func `what is cut off is refused`(text: String) throws {
        let bytes = Array(text.utf8)
        let last = bytes.last { ![0x20, 0x09, 0x0a, 0x0d].contains($0) } ?? 0
        guard Array("]}\"el".utf8).contains(last), let end = bytes.lastIndex(of: last) else {
            return
        }
        for count in 0..<end {
            let fault = JSONReadingTests.fault(Array(bytes[..<count]))?.fault
            // What is cut within a character is none; within a word it is no value.
            #expect(
                [.endsEarly, .invalidUTF8, .expectedValue, .malformedNumber].contains(fault),
                "\(count)")
        }
    }
}
