import Simulation
import Testing
import Wire

struct HTTPAddressTests {
    private typealias Good = (String, HTTPScheme, HTTPHost, UInt16, String)

    @Test(
        arguments: [
            ("http://a", .http, .name("a"), 80, "/"),
            ("https://a/", .https, .name("a"), 443, "/"),
            ("HTTPS://Api.Example.COM./B", .https, .name("api.example.com."), 443, "/B"),
            ("http://a_b-c.example:8080/t", .http, .name("a_b-c.example"), 8080, "/t"),
            ("http://a:00443/", .http, .name("a"), 443, "/"),
            ("http://a:65535?q", .http, .name("a"), 65_535, "/?q"),
            ("http://a/?", .http, .name("a"), 80, "/?"),
            (
                "http://a/b//c/..;d=e:@!$&'()*+,~?f=g?/%5B", .http, .name("a"), 80,
                "/b//c/..;d=e:@!$&'()*+,~?f=g?/%5B"
            ),
            ("http://192.0.2.1:9/", .http, .v4("192.0.2.1"), 9, "/"),
            ("http://[2001:DB8::1]", .http, .v6("2001:db8::1"), 80, "/"),
            ("https://[::ffff:192.0.2.1]:8443/t", .https, .v6("::ffff:192.0.2.1"), 8443, "/t"),
            ("http://1.2.3.a/", .http, .name("1.2.3.a"), 80, "/"),
        ] as [Good])
    func `a URL is taken apart`(
        text: String, scheme: HTTPScheme, host: HTTPHost, port: UInt16, target: String
    ) throws {
        let address = try HTTPAddress(text)
        #expect(address.scheme == scheme)
        #expect(address.host == host)
        #expect(address.port == port)
        #expect(address.target == target)
        #expect(try HTTPAddress(address.description) == address)
    }

    private static let mistakes: [(String, HTTPAddressError)] = [
        ("", .notAbsolute), ("/targets", .notAbsolute), ("example.com/targets", .notAbsolute),
        ("example.com:80/targets", .notAbsolute), ("http:/a", .notAbsolute),
        ("//a/b", .notAbsolute), ("http//a://b", .unknownScheme),
        ("ftp://a/", .unknownScheme), ("://a/", .unknownScheme), ("unix:///a", .unknownScheme),
        ("http://a/#b", .fragment), ("http://a#", .fragment),
        ("http://u:p@a/", .userinfo), ("http://u@a/", .userinfo), ("http://@a/", .userinfo),
        ("http://", .missingHost), ("http:///a", .missingHost), ("http://:80/", .missingHost),
        ("http://?a", .missingHost),
        ("http://a..b/", .malformedHost), ("http://.a/", .malformedHost),
        ("http://./", .malformedHost), ("http://-a/", .malformedHost),
        ("http://a-/", .malformedHost), ("http://a%2eb/", .malformedHost),
        ("http://a\\b/", .malformedHost), ("http://a,b/", .malformedHost),
        ("http://1.2.3/", .malformedHost), ("http://1.2.3.256/", .malformedHost),
        ("http://1.2.3.04/", .malformedHost), ("http://2130706433/", .malformedHost),
        ("http://1.2.3.4./", .malformedHost),
        ("http://[]/", .malformedHost), ("http://[a/", .malformedHost),
        ("http://[::1/", .malformedHost), ("http://::1]/", .malformedHost),
        ("http://[::1]x/", .malformedHost), ("http://[192.0.2.1]/", .malformedHost),
        ("http://[fe80::1%25eth0]/", .malformedHost), ("http://[v1.a]/", .malformedHost),
        ("http://[1::2::3]/", .malformedHost), ("http://[1:2:3]/", .malformedHost),
        ("http://[:1:2:3:4:5:6:7]/", .malformedHost), ("http://[12345::]/", .malformedHost),
        ("http://\(String(repeating: "a", count: 64)).b/", .malformedHost),
        ("http://\(String(repeating: "a.", count: 127))b/", .malformedHost),
        ("http://::1/", .missingHost),
        ("http://a:/", .malformedPort), ("http://a:0/", .malformedPort),
        ("http://a:65536/", .malformedPort), ("http://a:-1/", .malformedPort),
        ("http://a:+1/", .malformedPort), ("http://a:b/", .malformedPort),
        ("http://a:80:80/", .malformedPort), ("http://[::1]:/", .malformedPort),
        ("http://a/%", .malformedTarget), ("http://a/%2", .malformedTarget),
        ("http://a/%gg", .malformedTarget), ("http://a/?%", .malformedTarget),
        ("http://a/\\", .malformedTarget), ("http://a/?match[]=b", .malformedTarget),
        ("http://a/\"", .malformedTarget), ("http://a/<b>", .malformedTarget),
        ("http://a/{b}", .malformedTarget), ("http://a/|^`", .malformedTarget),
        (" http://a/", .space), ("http://a /", .space), ("http://a/b c", .space),
        ("http://a/\r\nHost: b", .controlCharacter), ("http://a/\t", .controlCharacter),
        ("http://a/\0", .controlCharacter), ("http://a/\u{7f}", .controlCharacter),
        ("http://\u{e4}/", .notASCII), ("http://a/\u{e4}", .notASCII),
        ("http://a/\(String(repeating: "b", count: HTTPAddressLimits.bytesMax))", .tooLong),
    ]

    @Test(arguments: mistakes)
    func `each mistake has its name`(text: String, error: HTTPAddressError) {
        #expect(throws: error) { try HTTPAddress(text) }
    }

    @Test func `every mistake is shown, and says what is wrong`() {
        for error in HTTPAddressError.allCases {
            #expect(Self.mistakes.contains { $0.1 == error }, "\(error)")
            #expect(!error.explanation.description.isEmpty)
        }
    }

    @Test func `a name and a URL may be as long as their limits`() throws {
        let label = String(repeating: "a", count: HTTPAddressLimits.labelBytesMax)
        _ = try HTTPAddress("http://\(label)/")
        let name = String(repeating: "a.", count: 126) + "a"
        #expect(name.utf8.count == HTTPAddressLimits.nameBytesMax)
        _ = try HTTPAddress("http://\(name)./")
        let start = "http://a/"
        let count = HTTPAddressLimits.bytesMax - start.utf8.count
        _ = try HTTPAddress(start + String(repeating: "b", count: count))
    }

    @Test(arguments: [
        ("http://a/b", "a"), ("http://a:80/b", "a"), ("https://a:443/b", "a"),
        ("http://a:443/b", "a:443"), ("https://[::1]/", "[::1]"),
        ("https://[::1]:80/", "[::1]:80"),
    ])
    func `a port that goes without saying is not said`(text: String, authority: String) throws {
        #expect(try HTTPAddress(text).authority == authority)
    }

    @Test func `50,000 mutants are addresses that say what they are, or mistakes`() {
        let corpus = [
            "http://a.example:8080/b?c=%41", "https://[2001:db8::1.2.3.4]:443/?",
            "http://1.2.3.4",
        ]
        var mutator = ByteMutator(seed: 3986, corpus: corpus.map { Array($0.utf8) })
        var (read, refused) = (0, 0)
        for _ in 0..<50_000 {
            let text = String(decoding: mutator.next(), as: UTF8.self)
            do throws(HTTPAddressError) {
                let address = try HTTPAddress(text)
                #expect(try HTTPAddress(address.description) == address)
                #expect(address.target.utf8.allSatisfy { 0x21...0x7e ~= $0 })
                read += 1
            } catch {
                refused += 1
            }
        }
        #expect(min(read, refused) > 1_000, "\(read) \(refused)")
    }
}
