import Configuration
import Probes
import Testing

/// What of the addresses behind its name holds for a probe.
struct AddressSettingsTests {
    private static func options(_ name: String) throws -> TCPProbeOptions {
        let bytes = try #require(FixtureFolder.bytes(of: "addresses.yml", in: "valid"))
        let settings = try ConfigurationLoader(files: FakeFiles.forFixtures)
            .load(bytes, name: "sonde.yml", directory: "/etc/sonde")
        return try #require(settings.probes.first { $0.name == name }).options
    }

    @Test(arguments: [
        ("half", AddressScope.all(.share(0.5)), Duration?.some(.seconds(600))),
        ("two", .all(.count(2)), .seconds(600)), ("any", .any, nil),
        ("first", .first, .seconds(3600)), ("literal", .first, nil), ("literal-first", .first, nil),
        ("many", .all(.count(32)), .seconds(600)), ("share", .all(.share(0.333)), .seconds(600)),
        ("every", .all(.everyOne), .seconds(600)),
    ])
    func `each level says its own, and an address has no others beside it`(
        name: String, scope: AddressScope, staleFor: Duration?
    ) throws {
        let options = try Self.options(name)
        #expect(options.addresses == scope)
        #expect(options.staleFor == staleFor)
    }

    @Test func `without a word the first address is taken, and no answer is kept`() throws {
        let bytes = try #require(FixtureFolder.bytes(of: "smallest.yml", in: "valid"))
        let settings = try ConfigurationLoader(files: FakeFiles.forFixtures)
            .load(bytes, name: "sonde.yml", directory: "/etc/sonde")
        #expect(settings.probes[0].options.addresses == .first)
        #expect(settings.probes[0].options.staleFor == nil)
    }

    @Test func `all without a quorum means every one`() throws {
        let text =
            "servers: [{name: a, probes: [{name: b, host: c.example, port: 1, addresses: all}]}]"
        let settings = try ConfigurationLoader(files: FakeFiles())
            .load(Array(text.utf8), name: "sonde.yml", directory: "")
        #expect(settings.probes[0].options.addresses == .all(.everyOne))
    }
}
