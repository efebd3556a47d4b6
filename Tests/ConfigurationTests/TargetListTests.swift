import Configuration
import Network
import Probes
import Simulation
import Testing

/// Lists of targets, as Prometheus' `file_sd` and `http_sd` have them.
struct TargetListTests {
    private static func groups(
        _ text: String, _ format: TargetListReader.Format = .json
    ) throws(ConfigurationErrors) -> [TargetGroup] {
        try TargetListReader().groups(Array(text.utf8), name: "t", format)
    }

    private static let expected = [
        TargetGroup(
            targets: [
                TargetGroup.Target(host: .name("api.example.com"), port: 443),
                TargetGroup.Target(host: .name("db_1")),
                TargetGroup.Target(host: .address(.v4(0xc000_0201)), port: 22),
                TargetGroup.Target(
                    host: .address(.v6(high: 0x2001_0db8_0000_0000, low: 1, scope: 0)), port: 25),
                TargetGroup.Target(
                    host: .address(.v6(high: 0x2001_0db8_0000_0000, low: 2, scope: 0))),
            ],
            labels: [Label(name: "rack", value: "7"), Label(name: "tier", value: "")]),
        TargetGroup(targets: []),
    ]

    @Test func `a list of JSON gives its groups, without what is for relabelling`() throws {
        let text = """
            [{"targets": ["api.example.com:443", "db_1", "192.0.2.1:22", "[2001:db8::1]:25",
                          "2001:db8::2"],
              "labels": {"tier": "", "rack": "7", "__meta_datacenter": "x"},
              "source": "inventory"},
             {"targets": [], "labels": null}]
            """
        #expect(try Self.groups(text) == Self.expected)
    }

    @Test func `a list of YAML gives the same`() throws {
        let text = """
            - targets:
                - api.example.com:443
                - db_1
                - 192.0.2.1:22
                - "[2001:db8::1]:25"
                - 2001:db8::2
              labels: {tier: "", rack: 7, __meta_datacenter: x}
            - targets: []
            """
        #expect(try Self.groups(text, .yaml) == Self.expected)
    }

    @Test func `no groups are a list as well`() throws {
        #expect(try Self.groups("[]") == [])
        #expect(try Self.groups("[]", .yaml) == [])
    }

    private static let list = "write [{\"targets\": [\"api.example.com:443\"]}]"

    @Test(arguments: [
        (
            "",
            "t:1:1: this is no JSON: the text ends too early; "
                + "write a list such as [{\"targets\": [\"api.example.com:443\"]}]"
        ),
        (
            "[{\"targets\": [\"a:1\"",
            "t:1:20: this is no JSON: the text ends too early; "
                + "write a list such as [{\"targets\": [\"api.example.com:443\"]}]"
        ),
        ("{}", "t: a mapping is no list of targets; \(list)"),
        ("null", "t: no value is given; \(list)"),
        (
            "[7]",
            "t: [0]: 7 is no group of targets; write {\"targets\": [\"api.example.com:443\"]}"
        ),
        (
            "[{}]",
            "t: [0]: the group has no targets; write {\"targets\": [\"api.example.com:443\"]}"
        ),
        (
            "[{\"targets\": [\"a:1\"], \"label\": {}}]",
            "t: [0]: unknown key \"label\"; did you mean labels?"
        ),
        (
            "[{\"targets\": [\"\"]}]",
            "t: [0].targets[0]: the target is empty; "
                + "write a target such as api.example.com:443"
        ),
        (
            "[{\"targets\": [\"a:0\", \"b:65536\"]}]",
            """
            t: [0].targets[0]: "a:0" has a port that is none; write a number from 1 to 65535
            t: [0].targets[1]: "b:65536" has a port that is none; write a number from 1 to 65535
            """
        ),
        (
            "[{\"targets\": [\"https://a.example/\"]}]",
            "t: [0].targets[0]: \"https://a.example/\" is more than a host; "
                + "write the host alone, as example.com"
        ),
        (
            "[{\"targets\": [\"[::1\", \"[a]:1\", \"[::1]x\"]}]",
            """
            t: [0].targets[0]: "[::1" has no ] for its [; write a target such as \
            api.example.com:443
            t: [0].targets[1]: "[a]:1" has no IPv6 address in its brackets; write brackets \
            around an IPv6 address alone, such as [2001:db8::1]:443
            t: [0].targets[2]: "[::1]x" goes on behind its ]; write [address]:port
            """
        ),
        (
            "[{\"targets\": [\"a:1\"], \"labels\": {\"server\": \"x\"}}]",
            "t: [0].labels.server: the label server belongs to the exporter or to Prometheus; "
                + "write another name"
        ),
        (
            "[{\"targets\": [\"a:1\"], \"labels\": {\"a\": [1]}}]",
            "t: [0].labels.a: a list is no text; write text, or \"\" to take the label away"
        ),
    ])
    func `what is wrong in a list is told with its place`(text: String, message: String) throws {
        let errors = try #require(throws: ConfigurationErrors.self) {
            _ = try Self.groups(text)
        }
        #expect(errors.description == message)
    }

    @Test func `what is wrong in YAML is told with its line`() throws {
        let errors = try #require(throws: ConfigurationErrors.self) {
            _ = try Self.groups("- targets:\n    - a:x\n", .yaml)
        }
        #expect(
            errors.description
                == "t:2:7: [0].targets[0]: \"a:x\" has a port that is none; "
                + "write a number from 1 to 65535")
    }

    @Test func `a list from elsewhere is not filled with our environment`() throws {
        let text = "- targets: [\"${env.HOME}:1\"]\n"
        #expect(throws: ConfigurationErrors.self) { _ = try Self.groups(text, .yaml) }
        let labels = "[{\"targets\": [\"a:1\"], \"labels\": {\"a\": \"${env.HOME}\"}}]"
        #expect(try Self.groups(labels)[0].labels == [Label(name: "a", value: "${env.HOME}")])
    }

    @Test func `more targets, or more bytes, than the limit are refused`() throws {
        var limits = ConfigurationLimits()
        limits.targetCountMax = 2
        let reader = TargetListReader(limits: limits)
        let two = Array("[{\"targets\": [\"a\"]}, {\"targets\": [\"b\"]}]".utf8)
        #expect(try reader.groups(two, name: "t", .json).count == 2)
        let three = Array("[{\"targets\": [\"a\"]}, {\"targets\": [\"b\", \"c\"]}]".utf8)
        let errors = try #require(throws: ConfigurationErrors.self) {
            _ = try reader.groups(three, name: "t", .json)
        }
        #expect(
            errors.description
                == "t: [1]: there are more than 2 targets; "
                + "split the list between several probes")
        limits.targetListBytesMax = two.count - 1
        let small = TargetListReader(limits: limits)
        let tooLong = try #require(throws: ConfigurationErrors.self) {
            _ = try small.groups(two, name: "t", .json)
        }
        #expect(
            tooLong.description
                == "t: it has more than \(two.count - 1) bytes; name a smaller file")
    }

    @Test func `a text full of escapes takes no more than its time`() throws {
        let text = String(repeating: "$${env.", count: 100_000)
        let list = "[{\"targets\": [\"a\"], \"labels\": {\"a\": \"\(text)\"}}]"
        let begin = ThreadTime.now
        let errors = try #require(throws: ConfigurationErrors.self) { _ = try Self.groups(list) }
        #expect(errors.description.contains("the text has 700000 bytes"))
        #expect(ThreadTime.now - begin < Sanitizer.allowance(.seconds(2)))
    }

    @Test func `files that hold too many targets together keep what they told`() {
        let list =
            "[{\"targets\": [" + (0..<60_000).map { "\"h\($0)\"" }.joined(separator: ",")
            + "]}]"
        let whole = FakeFiles([
            "/t/a.json": .success(Array(list.utf8)), "/t/b.json": .success(Array(list.utf8)),
        ])
        let reading = TargetFiles(["/t/*.json"]).read(in: whole)
        #expect(reading.lists.keys.sorted() == ["/t/a.json"])
        #expect(
            reading.faults == [
                "/t/b.json: with it there are more than 100000 targets; "
                    + "split the files between several probes"
            ])
    }
}
