import Testing
import Wire

struct JSONReadingTests {
    static func fault(_ text: String) -> JSONError? {
        fault(Array(text.utf8))
    }

    static func fault(_ bytes: [UInt8]) -> JSONError? {
        do throws(JSONError) {
            _ = try JSON(parsing: bytes)
            return nil
        } catch {
            return error
        }
    }

    private static func read(_ text: String) throws -> JSON {
        try JSON(parsing: Array(text.utf8))
    }

    /// RFC 8259 section 13.
    private static let image = """
        {
          "Image": {
              "Width":  800,
              "Height": 600,
              "Title":  "View from 15th Floor",
              "Thumbnail": {
                  "Url":    "http://www.example.com/image/481989943",
                  "Height": 125,
                  "Width":  100
              },
              "Animated" : false,
              "IDs": [116, 943, 234, 38793]
            }
        }
        """
    private static let places = """
        [
          {
             "precision": "zip",
             "Latitude":  37.7668,
             "Longitude": -122.3959,
             "Address":   "",
             "City":      "SAN FRANCISCO",
             "State":     "CA",
             "Zip":       "94107",
             "Country":   "US"
          },
          {
             "precision": "zip",
             "Latitude":  37.371991,
             "Longitude": -122.026020,
             "Address":   "",
             "City":      "SUNNYVALE",
             "State":     "CA",
             "Zip":       "94085",
             "Country":   "US"
          }
        ]
        """

    @Test func `the examples of RFC 8259 are read`() throws {
        #expect(
            try Self.read(Self.image)
                == .object([
                    (
                        "Image",
                        .object([
                            ("Width", .integer(800)), ("Height", .integer(600)),
                            ("Title", .text("View from 15th Floor")),
                            (
                                "Thumbnail",
                                .object([
                                    ("Url", .text("http://www.example.com/image/481989943")),
                                    ("Height", .integer(125)), ("Width", .integer(100)),
                                ])
                            ),
                            ("Animated", .flag(false)),
                            ("IDs", .array([116, 943, 234, 38793].map { .integer($0) })),
                        ])
                    )
                ]))
        guard case .array(let places) = try Self.read(Self.places) else {
            Issue.record("no array")
            return
        }
        #expect(places.count == 2)
        // No digit is lost, not even one that says nothing.
        guard case .numeral(let longitude)? = places.last?["Longitude"] else {
            Issue.record("no number")
            return
        }
        #expect(longitude.text == "-122.026020")
        #expect(longitude.double == -122.02602)
        #expect(places.first?["City"] == .text("SAN FRANCISCO"))
        #expect(places.first?["city"] == nil)
        #expect(try Self.read(#""Hello world!""#) == .text("Hello world!"))
        #expect(try Self.read("42") == .integer(42))
        #expect(try Self.read("true") == .flag(true))
    }

    @Test(
        arguments: [
            ("0", 0, 0), ("-0", 0, 0), ("-17", -17, -17), ("1.5", nil, 1.5), ("1e3", nil, 1_000),
            ("1E-2", nil, 0.01), ("9223372036854775807", .max, 0x1p63),
            ("9223372036854775808", nil, 0x1p63), ("1e999", nil, nil), ("-1e999", nil, nil),
            ("1e-999", nil, 0),
            ("0.1000000000000000055511151231257827021181583404541015625", nil, 0.1),
        ] as [(String, Int?, Double?)])
    func `a number is all of its digits`(text: String, integer: Int?, double: Double?) throws {
        guard case .numeral(let numeral) = try Self.read(text) else {
            Issue.record("no number")
            return
        }
        #expect(numeral.text == text)
        #expect(numeral.integer == integer)
        #expect(numeral.double == double)
    }

    @Test(arguments: [
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
        (#""\u0041\u00e9\u00C9""#, "Aéé".uppercasedEnd),
        (#""\u0000""#, "\u{0}"), (#""\ud834\udd1e""#, "\u{1d11e}"),
        (#""\uDBFF\uDFFF""#, "\u{10ffff}"),
        (#""\ud7ff\ue000\uffff""#, "\u{d7ff}\u{e000}\u{ffff}"), (#""a\u0062c""#, "abc"),
        ("\"\u{7f}\u{2028}\u{1d11e}\"", "\u{7f}\u{2028}\u{1d11e}"), (#""\u005C""#, "\\"),
    ])
    func `what is escaped is what it stands for`(text: String, meant: String) throws {
        guard case .text(let read) = try Self.read(text) else {
            Issue.record("no text")
            return
        }
        #expect(Array(read.unicodeScalars) == Array(meant.unicodeScalars))
    }

    @Test func `members keep their order`() throws {
        let text = #"{"b":1,"a":2,"c":{"z":null,"y":[]}}"#
        #expect(try Self.read(text).description == text)
    }

    @Test func `a byte order mark before it is skipped, and no other`() throws {
        #expect(try Self.read("\u{feff}[1]") == .array([.integer(1)]))
        #expect(Self.fault("\u{feff}\u{feff}1")?.fault == .expectedValue)
        #expect(Self.fault("[1]\u{feff}")?.fault == .expectedEnd)
        // It is no character of the first line.
        let error = Self.fault("\u{feff}[x]")
        #expect(error?.offset == 4)
        #expect(error?.column == 2)
        #expect(Self.fault("\u{feff}")?.fault == .endsEarly)
    }

    @Test func `names that only look alike are two`() throws {
        // U+00E9, and e with U+0301: equal characters.
        let text = "{\"\u{e9}\":1,\"e\u{301}\":2}"
        let value = try Self.read(text)
        #expect(value["\u{e9}"] == .integer(1))
        #expect(value["e\u{301}"] == .integer(2))
        #expect(JSON.text("\u{e9}") != .text("e\u{301}"))
        let many = (0..<40).map { "\"\($0)\":0" }.joined(separator: ",")
        #expect(Self.fault("{\(many),\"\u{e9}\":1,\"e\u{301}\":2}") == nil)
        for name in ["0", "7", "39"] {
            #expect(Self.fault("{\(many),\"\(name)\":1}")?.fault == .duplicateName, "\(name)")
        }
        #expect(Self.fault("{\(many),\"a\":1,\"a\":1}")?.fault == .duplicateName)
    }
}

extension String {
    /// The last letter as a capital.
    fileprivate var uppercasedEnd: String { dropLast() + (last?.uppercased() ?? "") }
}
