import Configuration
import Testing

/// One file for each mistake, beside the words that it must give.
struct MistakeTests {
    @Test(arguments: FixtureFolder.names(in: "mistakes"))
    func `each mistake gives its message`(name: String) throws {
        let bytes = try #require(FixtureFolder.bytes(of: "\(name).yml", in: "mistakes"))
        let expected = try #require(FixtureFolder.bytes(of: "\(name).txt", in: "mistakes"))
        let loader = ConfigurationLoader(files: FakeFiles.forFixtures)
        let refusal = try #require(throws: ConfigurationErrors.self) {
            _ = try loader.load(bytes, name: "sonde.yml", directory: "/etc/sonde")
        }
        #expect(refusal.description + "\n" == String(decoding: expected, as: UTF8.self))
    }

    @Test func `there are at least two hundred mistakes`() {
        #expect(FixtureFolder.names(in: "mistakes").count >= 200)
    }
}
