import Configuration
import Importing
import Network
import Simulation
import Testing
import Workbench

/// Two files beside what is made of them, or the mistake that is found.
@Suite struct ImportTests {
    static let good = ["whole", "labels", "scripts", "refused", "nothing"]
    static let mistakes = [
        "alias", "bad-flag", "bad-timeout", "endless", "expect-list", "interval", "jobs-mapping",
        "modules-list", "no-yaml", "steps-mapping", "targets-text", "tcp-text",
    ]

    private static func bytes(_ name: String) throws -> [UInt8] {
        let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        return try FileBytes.of("/\(folder)/Fixtures/\(name)")
    }

    private static func imported(_ folder: String) throws -> BlackboxImport {
        try BlackboxImport(
            modules: .init(name: "blackbox.yml", bytes: bytes("\(folder)/blackbox.yml")),
            prometheus: .init(name: "prometheus.yml", bytes: bytes("\(folder)/prometheus.yml")))
    }

    @Test(arguments: good)
    func `two files become one`(name: String) throws {
        let expected = String(decoding: try Self.bytes("good/\(name)/sonde.yml"), as: UTF8.self)
        let result = try Self.imported("good/\(name)")
        #expect(result.text == expected)
        #expect(result.isEmpty == (name == "nothing"))
    }

    @Test(arguments: good.dropLast())
    func `what was written is loaded, where the files are that it names`(name: String) throws {
        let text = try Self.imported("good/\(name)").text
        do throws(ConfigurationErrors) {
            let settings = try ConfigurationLoader(files: NoFiles()).load(
                Array(text.utf8), name: "sonde.yml", directory: ".")
            #expect(!settings.probes.isEmpty)
        } catch {
            #expect(error.errors.allSatisfy { $0.message.contains("there is no such file") })
            #expect(name == "whole")
        }
    }

    @Test(arguments: mistakes)
    func `each mistake is told`(name: String) throws {
        let expected = String(
            decoding: try Self.bytes("mistakes/\(name)/message.txt"), as: UTF8.self)
        do throws(ImportError) {
            let result = try BlackboxImport(
                modules: .init(
                    name: "blackbox.yml", bytes: Self.orNothing("mistakes/\(name)/blackbox.yml")),
                prometheus: .init(
                    name: "prometheus.yml",
                    bytes: Self.orNothing("mistakes/\(name)/prometheus.yml")))
            Issue.record("nothing is wrong with \(result.text)")
        } catch {
            #expect("\(error)\n" == expected)
        }
    }

    private static func orNothing(_ name: String) -> [UInt8] {
        (try? bytes(name)) ?? []
    }

    @Test func `the directory of the jobs is that of their files`() throws {
        let jobs = """
            scrape_configs:
              - job_name: a
                metrics_path: /probe
                params: {module: [b]}
                file_sd_configs: [{files: [one.json, /two.yml]}]
            """
        let result = try BlackboxImport(
            modules: .init(name: "m.yml", bytes: Array("modules: {b: {prober: tcp}}".utf8)),
            prometheus: .init(name: "/etc/prometheus/p.yml", bytes: Array(jobs.utf8)))
        #expect(
            result.text.contains(
                "targets_from: {files: [/etc/prometheus/one.json, /two.yml]}"))
    }

    @Test func `a duration may have any number of its unit`() throws {
        let jobs = """
            scrape_configs:
            - job_name: j
              metrics_path: /probe
              scrape_interval: 1h
              scrape_timeout: 40m
              params: {module: [m]}
              static_configs: [{targets: ["h:1"]}]
            """
        let modules = "modules: {m: {prober: tcp, timeout: 1500000ms}}"
        let result = try BlackboxImport(
            modules: .init(name: "m.yml", bytes: Array(modules.utf8)),
            prometheus: .init(name: "p.yml", bytes: Array(jobs.utf8)))
        #expect(result.text.contains(" timeout: 25m\n"))
    }

    @Test func `many targets and many jobs of one name take no longer than their number`() throws {
        let targets = (0..<20_000).map { "\"h\($0):1\"" }.joined(separator: ",")
        let jobs = (0..<4_000).map { _ in
            "- {job_name: j, metrics_path: /probe, params: {module: [m]}}\n"
        }.joined()
        let text = """
            scrape_configs:
            - job_name: j
              metrics_path: /probe
              params: {module: [m]}
              static_configs: [{targets: [\(targets)]}]
            \(jobs)
            """
        let begin = ThreadTime.now
        let result = try BlackboxImport(
            modules: .init(name: "m.yml", bytes: Array("modules: {m: {prober: tcp}}".utf8)),
            prometheus: .init(name: "p.yml", bytes: Array(text.utf8)))
        // More hosts than a probe may have.
        #expect(result.isEmpty && result.text.contains("# Left out: "))
        #expect(ThreadTime.now - begin < Sanitizer.allowance(.seconds(20)))
    }

    /// A machine without files.
    private struct NoFiles: WatchedFiles {
        func stamp(_ path: String) throws(FileError) -> FileStamp { throw .missing }
        func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] { throw .missing }
        func names(in path: String) throws(FileError) -> [String] { throw .missing }
    }
}
