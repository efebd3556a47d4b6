import Network
import TLS
import Time

extension Exhibit {
    static let keys =
        SigningKey.allCases.filter { $0 != .rsa1024 }.map { key in
            leaf("a key of the kind \(key.rawValue)") { $0.key = key }
        } + [
            chain("an authority with a key of 16,384 bits") { cast in
                let middle = try Sketch.authority("Large") { $0.key = .rsa16384 }
                    .signed(by: cast.root)
                return try Pieces(
                    [Sketch().signed(by: middle), middle], trusting: [cast.root])
            }
        ]

    private static func named(
        _ name: String, _ names: [SketchName], asked: String = World.name, isRight: Bool,
        dissent: String? = nil
    ) -> Self {
        leaf(
            name, isRight ? good : .failed(.nameMismatch), asked: asked, dissent: dissent
        ) { $0.rename(names) }
    }

    private static let documentation4: [UInt8] = [192, 0, 2, 7]
    private static let documentation6: [UInt8] =
        [0x20, 1, 0x0d, 0xb8] + [UInt8](repeating: 0, count: 11) + [7]

    static let names = [
        named("a wildcard", [.dns("*.example.com")], isRight: true),
        named(
            "a wildcard for two labels", [.dns("*.example.com")], asked: "a.shop.example.com",
            isRight: false),
        named(
            "a wildcard for its own domain", [.dns("*.example.com")], asked: "example.com",
            isRight: false),
        named(
            "a part of a label", [.dns("sh*.example.com")], isRight: false,
            dissent: "a wildcard is a whole label (RFC 9525 section 6.3)"),
        named("a wildcard in the middle", [.dns("shop.*.com")], isRight: false),
        named("two wildcards", [.dns("*.*.com")], isRight: false),
        named(
            "a wildcard for everything below com", [.dns("*.com")], asked: "example.com",
            isRight: false),
        named("a wildcard alone", [.dns("*")], asked: "localhost", isRight: false),
        named(
            "an address, version 4", [.address(documentation4)], asked: "192.0.2.7", isRight: true),
        named(
            "an address, version 6", [.address(documentation6)], asked: "2001:db8::7",
            isRight: true),
        named(
            "another address, version 4", [.address(documentation4)], asked: "192.0.2.8",
            isRight: false),
        named(
            "another address, version 6", [.address(documentation6)], asked: "2001:db8::8",
            isRight: false),
        named(
            "an address as a DNS name", [.dns("192.0.2.7")], asked: "192.0.2.7", isRight: false),
        named(
            "a common name alone", [], isRight: false,
            dissent: "a common name is no DNS name (RFC 9525 section 6.1)"),
        named(
            "a common name beside an address", [.address(documentation4)], isRight: false,
            dissent: "a common name is no DNS name (RFC 9525 section 6.1)"),
        named("another name", [.dns("shop.example.org")], isRight: false),
        named("a longer name", [.dns("shop.example.com.example.org")], isRight: false),
        leaf(
            "a zero byte in a name", .failed(.nameMismatch),
            shownNames: ["shop.example.com\u{fffd}.example.org"]
        ) { $0.rename([.dns("shop.example.com\0.example.org")]) },
        leaf(
            "a zero byte before a name", .failed(.nameMismatch),
            shownNames: ["\u{fffd}shop.example.com"]
        ) { $0.rename([.dns("\0shop.example.com")]) },
        named(
            "the same name three times", Array(repeating: .dns(World.name), count: 3),
            isRight: true),
        named(
            "10,000 names, the last of them right",
            (0..<9_999).map { .dns("\($0).a") } + [.dns(World.name)], isRight: true),
        named(
            "10,000 names, none of them right", (0..<10_000).map { .dns("\($0).a") },
            isRight: false),
        named(
            "a name beyond ASCII", [.dns("xn--hhle-5qa.example")], asked: "xn--hhle-5qa.example",
            isRight: true),
    ]

    private static func dated(
        _ name: String, _ verification: CertificateVerification, _ notBefore: String,
        _ start: Int64, _ notAfter: String, _ end: Int64
    ) -> Self {
        leaf(
            name, verification, from: WallTime(secondsSinceEpoch: start),
            to: WallTime(secondsSinceEpoch: end)
        ) {
            $0.notBefore = notBefore
            $0.notAfter = notAfter
        }
    }

    private static func until(_ seconds: Int64) -> CertificateVerification {
        .verified(chainExpiry: WallTime(secondsSinceEpoch: seconds))
    }

    /// World.now is 2027-01-15 08:00:00 UTC; the root ends with 2035.
    static let dates = [
        dated(
            "an expired leaf", .failed(.expired), "200101000000Z", 1_577_836_800,
            "200131000000Z", 1_580_428_800),
        dated(
            "a leaf that has just expired", .failed(.expired), "200101000000Z", 1_577_836_800,
            "270115075959Z", 1_799_999_999),
        dated(
            "a leaf in its first second", until(1_807_776_000), "270115080000Z", 1_800_000_000,
            "270415080000Z", 1_807_776_000),
        dated(
            "a leaf that is not yet valid", .failed(.notYetValid), "270115080001Z",
            1_800_000_001, "270415080000Z", 1_807_776_000),
        dated(
            "the years 1950 and 2049", until(2_082_758_400), "500101000000Z", -631_152_000,
            "491231235959Z", 2_524_607_999),
        dated(
            "a time in the form of 2050 and later", until(1_807_776_000), "20270105080000Z",
            1_799_136_000, "20270415080000Z", 1_807_776_000),
        dated(
            "the years 1950 and 9999", until(2_082_758_400), "500101000000Z", -631_152_000,
            "99991231235959Z", 253_402_300_799),
        dated(
            "the year 0 and a second that nanoseconds do not reach", until(2_082_758_400),
            "00000101000000Z", -62_167_219_200, "22620411234717Z", 9_223_372_037),
        dated(
            "an end in the year 1", .failed(.expired), "00000101000000Z", -62_167_219_200,
            "00010101000000Z", -62_135_596_800),
        dated(
            "an end in the year 1676", .failed(.expired), "16760101000000Z", -9_277_718_400,
            "16761231235959Z", -9_246_096_001),
        dated(
            "a beginning in the year 9999", .failed(.notYetValid), "99990101000000Z",
            253_370_764_800, "99991231235959Z", 253_402_300_799),
        dated(
            "an end before its beginning", .failed(.expired), "270415080000Z", 1_807_776_000,
            "270105080000Z", 1_799_136_000),
        leaf(
            "a date of no calendar", .failed(.invalid),
            to: WallTime(secondsSinceEpoch: -62_167_219_200)
        ) { $0.notAfter = "271332080000Z" },
    ]

    static let oddities = [
        leaf("an empty subject") {
            $0.subject = DER.sequence()
            $0.rename([.dns(World.name)], isCritical: true)
        },
        leaf("a negative serial number") { $0.serialNumber = [0xfb, 0x2e] },
        leaf("a serial number of zero") { $0.serialNumber = [0] },
        leaf("a serial number of 20 bytes") {
            $0.serialNumber = [UInt8](repeating: 0x7a, count: 20)
        },
        leaf("a serial number of 30 bytes") {
            $0.serialNumber = [UInt8](repeating: 0x7a, count: 30)
        },
        leaf("a critical extension that nobody knows", .failed(.invalid)) {
            $0.extensions.append(SketchExtension("1.2.3.4", isCritical: true, DER.null))
        },
        leaf("an extension that nobody knows") {
            $0.extensions.append(SketchExtension("1.2.3.4", DER.null))
        },
        leaf(
            "a version that has no extensions", .failed(.nameMismatch),
            dissent:
                "a common name is no DNS name (RFC 9525 section 6.1)"
        ) { $0.version = nil },
        leaf("a signature that is not its own", .failed(.untrusted)) {
            $0.spoil = { $0.dropLast() + [($0.last ?? 0) ^ 1] }
        },
    ]
}
