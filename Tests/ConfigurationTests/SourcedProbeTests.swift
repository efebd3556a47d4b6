import Configuration
import Network
import Probes
import Scheduling
import Testing
import Time

/// Probes whose targets are told elsewhere, and what they become.
struct SourcedProbeTests {
    private static func sourced(_ keys: String, top: String = "") throws -> SourcedProbe {
        let settings = try settings(keys, top: top)
        #expect(settings.probes == [])
        return try #require(settings.sourced.first)
    }

    private static func settings(_ keys: String, top: String = "") throws -> Settings {
        try OrganizationTests.load(
            """
            \(top)
            servers:
              - name: web
                labels: {tier: "1", rack: "2"}
                probes:
                  - name: https
                    targets_from: {files: [t/*.json, /u/one.yml]}
                    \(keys)
            """)
    }

    private static func group(_ texts: String..., labels: [Label] = []) -> TargetGroup {
        TargetGroup(
            targets: texts.map { text in
                IPAddress(text).map { TargetGroup.Target(host: .address($0)) }
                    ?? TargetGroup.Target(host: .name(text), port: text == "own" ? 25 : nil)
            }, labels: labels)
    }

    @Test func `paths are whole, from the directory of the file`() throws {
        let sourced = try Self.sourced("port: 443")
        #expect(sourced.source == .files(["/etc/sonde/t/*.json", "/u/one.yml"]))
        #expect(sourced.qualifiedName == "web/https")
    }

    @Test func `each target is what it would be if it stood in the file`() throws {
        let lines =
            "port: 443\n        tls: {}\n        addresses: all\n"
            + "        stale_for: 1h\n        histograms: [resolve, tls]"
        let sourced = try Self.sourced(lines)
        let told = try sourced.probes(of: [Self.group("a.example", "192.0.2.1")], atMost: 1_000)
        let written = try OrganizationTests.load(
            """
            defaults: {addresses: all, stale_for: 1h}
            servers:
              - name: web
                labels: {tier: "1", rack: "2"}
                probes:
                  - name: https
                    hosts: [a.example, 192.0.2.1]
                    port: 443
                    tls: {}
                    histograms: [resolve, tls]
            """)
        #expect(told == written.probes)
    }

    @Test func `the port of a target is its own, or else that of the probe`() throws {
        let probes = try Self.sourced("port: 443").probes(
            of: [Self.group("a", "own")], atMost: 1_000)
        #expect(probes.map(\.target) == ["a:443", "own:25"])
        #expect(probes.map(\.options.port) == [443, 25])
        let service = try Self.sourced("service: smtp").probes(of: [Self.group("a")], atMost: 1_000)
        #expect(service.map(\.target) == ["a:25"])
        let without = try Self.sourced("interval: 1m")
        #expect(
            try without.probes(of: [Self.group("own")], atMost: 1_000).map(\.target) == ["own:25"])
        let refusal = try #require(throws: SourcedProbe.Refusal.self) {
            _ = try without.probes(of: [Self.group("own", "a")], atMost: 1_000)
        }
        #expect(
            refusal.description
                == "a has no port; write a:443, or port: beside targets_from")
    }

    @Test func `labels of a group stand over those of the probe, and may take them away`() throws {
        let sourced = try Self.sourced("port: 1")
        let probes = try sourced.probes(
            of: [
                Self.group(
                    "a",
                    labels: [Label(name: "rack", value: ""), Label(name: "zone", value: "z")]),
                Self.group("a"),
            ], atMost: 1_000)
        #expect(
            probes.map(\.labels) == [
                [Label(name: "tier", value: "1"), Label(name: "zone", value: "z")],
                [Label(name: "rack", value: "2"), Label(name: "tier", value: "1")],
            ])
    }

    @Test func `the same target with the same labels is one probe`() throws {
        let sourced = try Self.sourced("port: 1")
        let probes = try sourced.probes(
            of: [Self.group("a", "b", "a"), Self.group("b", "c")], atMost: 1_000)
        #expect(probes.map(\.target) == ["a:1", "b:1", "c:1"])
    }

    @Test func `too many labels together are refused`() throws {
        let labels = (0..<31).map { Label(name: "l\($0)", value: "x") }
        let refusal = try #require(throws: SourcedProbe.Refusal.self) {
            _ = try Self.sourced("port: 1").probes(
                of: [Self.group("a", labels: labels)], atMost: 1_000)
        }
        #expect(refusal.description == "33 labels are too many for a probe; write at most 32")
    }

    @Test func `a list of server names makes a probe of each for each target`() throws {
        let sourced = try Self.sourced("port: 1\n        tls: {server_name: [x, y]}")
        let probes = try sourced.probes(of: [Self.group("a", "b")], atMost: 1_000)
        #expect(probes.map(\.serverName) == ["x", "y", "x", "y"])
        #expect(probes.map(\.options.tls?.serverName) == ["x", "y", "x", "y"])
        #expect(probes.map(\.target) == ["a:1", "a:1", "b:1", "b:1"])
    }

    @Test func `an address of another family than the source is refused`() throws {
        let sourced = try Self.sourced("port: 1\n        source: 192.0.2.7")
        #expect(try sourced.probes(of: [Self.group("192.0.2.1", "a")], atMost: 1_000).count == 2)
        let refusal = try #require(throws: SourcedProbe.Refusal.self) {
            _ = try sourced.probes(of: [Self.group("2001:db8::1")], atMost: 1_000)
        }
        #expect(
            refusal.description
                == "2001:db8::1 cannot be reached from the source 192.0.2.7, "
                + "which is of the other family")
    }

    @Test func `maintenance by a label concerns targets with that label`() throws {
        let sourced = try Self.sourced(
            "port: 1",
            top: """
                maintenance:
                  - name: rack
                    begin: "2026-11-21T22:00:00Z"
                    end: "2026-11-22T02:00:00Z"
                    labels: {rack: "7"}
                """)
        let seven = Self.group("a", labels: [Label(name: "rack", value: "7")])
        let probes = try sourced.probes(of: [seven, Self.group("b")], atMost: 1_000)
        #expect(probes.map(\.maintenance.count) == [1, 0])
    }

    @Test func `of what is told a shard runs its share, and a gateway all or nothing`() throws {
        var settings = try Self.settings("port: 1")
        let sourced = try #require(settings.sourced.first)
        let hosts = (0..<100).map { "h\($0)" }
        let told = try sourced.probes(of: hosts.map { Self.group($0) }, atMost: 1_000)
        let shards = (0..<3).map { index in
            settings.running(Shard(index, of: 3)).adding(told).probes.map(\.target)
        }
        #expect(shards.flatMap(\.self).sorted() == told.map(\.target).sorted())
        #expect(shards.allSatisfy { $0.count > 10 })
        settings.gateway = "fra1"
        #expect(settings.running().sourced.count == 1)
        let elsewhere = try Self.settings("port: 1\n        gateways: [nyc1]")
        #expect(elsewhere.running().sourced == [])
    }

    @Test func `the files of targets are read for who runs nothing`() throws {
        let settings = try Self.settings("port: 1")
        let files = FakeFiles([
            "/etc/sonde/t/a.json": .success(Array("[{\"targets\": [\"a\", \"b:2\"]}]".utf8))
        ])
        let told = SettingsWithTargets(settings, in: files)
        #expect(told.settings.probes.map(\.target) == ["a:1", "b:2"])
        #expect(
            told.faults.map { "\($0.probe): \($0.fault)" } == [
                "web/https: /u/one.yml: there is no such file; name one that is there"
            ])
    }

    @Test func `a label that the probe captures is refused`() throws {
        let sourced = try Self.sourced(
            "port: 1\n        script: [{expect: \"(?P<banner>.+)\", capture: {banner: label}}]")
        let labels = [Label(name: "banner", value: "x")]
        let refusal = try #require(throws: SourcedProbe.Refusal.self) {
            _ = try sourced.probes(of: [Self.group("a", labels: labels)], atMost: 1_000)
        }
        #expect(
            refusal.description
                == "the label banner is captured by the probe; give one of the two another name")
    }

    @Test func `more probes than there is room for are refused`() throws {
        let sourced = try Self.sourced("port: 1\n        tls: {server_name: [x, y]}")
        let groups = [Self.group("a", "b")]
        #expect(try sourced.probes(of: groups, atMost: 4).count == 4)
        let refusal = try #require(throws: SourcedProbe.Refusal.self) {
            _ = try sourced.probes(of: groups, atMost: 3)
        }
        #expect(
            refusal.description
                == "with its targets there are too many probes; "
                + "split the configuration between several exporters")
    }

    @Test func `the target of a name server is resolved as it is, and shown without a dot`() throws
    {
        let target = try #require(TargetGroup.Target(name: "db.example.com", port: 5432))
        let sourced = try Self.sourced("tls: {}")
        let probe = try #require(
            try sourced.probes(of: [TargetGroup(targets: [target])], atMost: 1).first)
        #expect(probe.target == "db.example.com:5432")
        #expect(probe.options.host == .name("db.example.com."))
        #expect(probe.options.tls?.serverName == "db.example.com")
    }

    @Test func `targets of all vantage points are checked, and those of one run`() throws {
        var settings = try Self.settings("port: 1\n        gateways: [nyc1]")
        let files = FakeFiles([
            "/etc/sonde/t/a.json": .success(Array("[{\"targets\": [\"a\"]}]".utf8))
        ])
        settings.gateway = "fra1"
        #expect(SettingsWithTargets(settings, in: files).settings.probes.count == 1)
        #expect(SettingsWithTargets(settings.running(), in: files).settings.probes == [])
    }
}
