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

        private static func job(_ name: String, _ port: UInt16) throws -> String {
            """
              - job_name: \(name)
                metrics_path: /probe
                scrape_timeout: 3s
                params: {module: [\(name)]}
                static_configs: [{targets: ["127.0.0.1:\(port)"]}]
                relabel_configs:
                  - {source_labels: [__address__], target_label: __param_target}
                  - {source_labels: [__param_target], target_label: instance}
                  - {target_label: __address__, replacement: "127.0.0.1:9115"}

            """
        }
    }
}
