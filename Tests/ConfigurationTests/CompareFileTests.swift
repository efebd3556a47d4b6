import Configuration
import Network
import Probes
import Testing

/// The certificate on disk that a probe compares with.
struct CompareFileTests {
    private static func text(_ path: String, probes: Int = 1) -> [UInt8] {
        let probes = (0..<probes).map { number in
            "      - {name: p\(number), host: b, port: 1, tls: {compare_file: \(path)}}\n"
        }
        return Array(("servers:\n  - name: web\n    probes:\n" + probes.joined()).utf8)
    }

    /// A SEQUENCE with a length of one, two and three bytes.
    private static let binaries: [[UInt8]] = [
        [0x30, 2, 5, 0], [0x30, 0x81, 2, 5, 0], [0x30, 0x82, 0, 2, 5, 0],
    ]

    /// With a byte too many or too few, and a SET in the same frame.
    private static let malformed: [[UInt8]] = [[0x30], [0x30, 0x84, 0, 0], [0x30, 0x80]] + broken
    private static let broken: [[UInt8]] = binaries.flatMap { binary -> [[UInt8]] in
        [binary + [0], binary.dropLast(), [0x31] + binary.dropFirst()]
    }

    @Test(arguments: [Array(FakeFiles.certificate.utf8)] + binaries)
    func `a certificate in PEM or DER is named by its whole path`(content: [UInt8]) throws {
        let files = FakeFiles(["/etc/sonde/live/a.pem": .success(content)])
        let settings = try ConfigurationLoader(files: files).load(
            Self.text("live/a.pem"), name: "sonde.yml", directory: "/etc/sonde")
        let tls = try #require(settings.probes[0].options.tls)
        #expect(tls.compareFile == "/etc/sonde/live/a.pem")
        #expect(tls.authorities == .system)
    }

    @Test(arguments: malformed)
    func `what is no certificate from its first byte to its last is refused`(
        content: [UInt8]
    ) throws {
        let files = FakeFiles(["a.der": .success(content)])
        let refusal = try #require(throws: ConfigurationErrors.self) {
            _ = try ConfigurationLoader(files: files).load(
                Self.text("a.der"), name: "sonde.yml", directory: "")
        }
        #expect(refusal.errors.map(\.message) == ["there is no certificate in a.der"])
    }

    @Test func `a file that many probes name is read once`() throws {
        let files = FakeFiles(["a.pem": .success(Array(FakeFiles.certificate.utf8))])
        let settings = try ConfigurationLoader(files: files).load(
            Self.text("a.pem", probes: 100), name: "sonde.yml", directory: "")
        #expect(settings.probes.allSatisfy { $0.options.tls?.compareFile == "a.pem" })
        #expect(files.readingCount(of: "a.pem") == 1)
    }

    @Test func `a file that is named for several uses is read once, and counts once`() throws {
        let content = Array(
            "\(FakeFiles.certificate)-----BEGIN PRIVATE KEY-----\nMIIB\n".utf8)
        let files = FakeFiles(["a.pem": .success(content)])
        let probe =
            "{name: p, host: b, port: 1, "
            + "tls: {ca_file: a.pem, compare_file: a.pem, certificate_file: a.pem}}"
        let text = Array("servers: [{name: web, probes: [\(probe)]}]".utf8)
        var limits = ConfigurationLimits()
        limits.filesBytesMax = text.count + content.count
        let settings = try ConfigurationLoader(files: files, limits: limits)
            .load(text, name: "sonde.yml", directory: "")
        #expect(settings.probes[0].options.tls?.authorities == .pem(content))
        #expect(settings.probes[0].options.tls?.credentials?.key == "a.pem")
        #expect(files.readingCount(of: "a.pem") == 1)
    }
}
