import FaultServers
import Testing
import Workbench

extension Services {
    /// What `sonde import blackbox` makes of modules, beside blackbox_exporter with the modules.
    @Suite struct ImportComparisonTests {
        /// Where what was imported is right, and blackbox_exporter is not.
        private static let better: Set<String> = [
            "smtp_starttls_injected", "starttls_twice",
        ]

        @Test(.needsBlackboxExporter)
        func `what was imported says what blackbox_exporter says`() throws {
            let bench = try ComparisonTests.bench()
            let modules = try bench.folder.write(
                "modules.yml",
                BlackboxExporter.configuration(bench.modules, timeout: ComparisonTests.timeout))
            let jobs = try bench.modules.map { name, _ in
                try Self.job(name, try #require(bench.ports[name]))
            }
            let prometheus = try bench.folder.write(
                "prometheus.yml", "scrape_configs:\n" + jobs.joined())
            let imported = try Programs.run(
                Programs.sonde,
                ["import", "blackbox", "--modules=\(modules)", "--prometheus=\(prometheus)"])
            let file = try bench.folder.write("imported.yml", imported)
            var different: Set<String> = []
            for (name, _) in bench.modules {
                let end = try Programs.probe([
                    Programs.sonde, "probe", "--config.file=\(file)", "\(name)/\(name)",
                ])
                let verdict = try #require(ProbeText(end.output).facts["verdict"], "\(end)")
                let said = try bench.blackbox.isSuccess(
                    name, port: try #require(bench.ports[name]))
                if (verdict == "success") != said { different.insert(name) }
            }
            #expect(different == Self.better)
            let defects = ComparisonTests.all.filter { $0.defect != nil }.map(\.name)
            #expect(Self.better.isSubset(of: defects))
            #expect(bench.modules.count >= 20)
        }

        /// The file that Debian installs, each of its tcp modules with each of these peers.
        @Test(.needsBlackboxExporter)
        func `its own configuration says the same of twenty targets`() throws {
            let peers: [(name: String, acts: [PeerAct])] = [
                ("silent", []), ("mute", [.finish]),
                ("ssh", [.say("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"), .hear("\n")]),
                ("old-ssh", [.say("SSH-1.5-old\r\n"), .finish]),
                (
                    "irc",
                    [
                        .hear("USER prober"), .say(":irc NOTICE * :x\r\nPING :a1b2c3\r\n"),
                        .hear("PONG a1b2c3"), .say(":irc.example.com 001 prober :Welcome\r\n"),
                    ]
                ),
                ("pop3s", [.startTLS, .say("+OK Dovecot ready.\r\n")]),
            ]
            let certificates = try Services.certificates
            let servers = try ScriptedServers(peers.map(\.acts), certificates.good)
            let nobody = TCPFaultServer(.refuse)
            let ports = servers.ports + [nobody.port]
            let modules = ["tcp_connect", "ssh_banner", "irc_banner", "pop3s_banner"]
            let folder = try TemporaryFolder()
            let file = "/etc/prometheus/blackbox.yml"
            let jobs = try modules.flatMap { module in
                try ports.map { try Self.job("\(module)-\($0)", $0, module: module, "2s") }
            }
            let prometheus = try folder.write(
                "prometheus.yml", "scrape_configs:\n" + jobs.joined())
            let imported = try Programs.run(
                Programs.sonde,
                ["import", "blackbox", "--modules=\(file)", "--prometheus=\(prometheus)"])
            let ours = try folder.write("sonde.yml", imported)
            let blackbox = try BlackboxExporter(file: file, in: folder)
            var successes = 0
            for module in modules {
                for port in ports {
                    let end = try Programs.probe([
                        Programs.sonde, "probe", "--config.file=\(ours)",
                        "\(module)-\(port)/\(module)",
                    ])
                    let verdict = try #require(ProbeText(end.output).facts["verdict"], "\(end)")
                    let said = try blackbox.isSuccess(module, port: port, scrapeSeconds: 2)
                    #expect((verdict == "success") == said, "\(module) \(port): \(end)")
                    if verdict == "success" { successes += 1 }
                }
            }
            #expect(modules.count * ports.count >= 20 && successes >= 8)
        }

        private static func job(
            _ name: String, _ port: UInt16, module: String? = nil, _ timeout: String = "3s"
        ) throws -> String {
            """
              - job_name: \(name)
                metrics_path: /probe
                scrape_timeout: \(timeout)
                params: {module: [\(module ?? name)]}
                static_configs: [{targets: ["127.0.0.1:\(port)"]}]
                relabel_configs:
                  - {source_labels: [__address__], target_label: __param_target}
                  - {source_labels: [__param_target], target_label: instance}
                  - {target_label: __address__, replacement: "127.0.0.1:9115"}

            """
        }
    }
}
