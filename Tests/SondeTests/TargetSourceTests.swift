import FaultServers
import Glibc
import Testing
import Workbench

extension SondeTests {
    /// Targets that files, name servers and web servers tell, on the real kernel.
    @Suite struct TargetSourceTests {
        private let certificates: TestCertificates

        private var folder: TemporaryFolder { certificates.folder }

        init() throws {
            certificates = try TestCertificates()
        }

        private func configuration(_ source: String, top: String = "") throws -> String {
            try folder.write(
                "sonde.yml",
                """
                \(top)
                servers:
                  - name: web
                    probes:
                      - {name: tcp, port: 9, interval: 200ms, timeout: 150ms,
                         targets_from: \(source)}
                """)
        }

        private static func list(_ targets: String...) -> String {
            "[{\"targets\": [" + targets.map { "\"\($0)\"" }.joined(separator: ", ") + "]}]"
        }

        private static func targets(_ page: MetricsPage) -> [String] {
            page.samples("probe_attempts_total").compactMap { $0.labels["target"] }.sorted()
        }

        private static func wait(
            for targets: String..., on sonde: RunningSonde
        ) throws -> MetricsPage {
            try sonde.page(when: "the targets \(targets)") { Self.targets($0) == targets }
        }

        /// Puts a file in the place of another, so that nobody reads half of it.
        private func replace(_ name: String, _ text: String) throws {
            let new = try folder.write("\(name).new", text)
            #expect(unsafe rename(new, "\(folder.path)/\(name)") == 0)
        }

        @Test func `files are followed, through the links of a ConfigMap as well`() throws {
            _ = try Programs.run("mkdir", ["\(folder.path)/v1", "\(folder.path)/v2"])
            try folder.write("v1/map.json", Self.list("127.0.0.1:1"))
            try folder.write("v2/map.json", Self.list("127.0.0.1:2"))
            for (target, link) in [("v1", "..data"), ("..data/map.json", "map.json")] {
                #expect(unsafe symlink(target, "\(folder.path)/\(link)") == 0)
            }
            let file = try configuration("{files: [\"*.json\", one.yml]}")
            let check = try Programs.sonde(["check", file])
            #expect(check.status == 0)
            #expect(
                check.output.contains(
                    "warning: web/tcp: \(folder.path)/one.yml: there is no such file"))
            #expect(check.output.contains("1 probe on 1 server"))
            let sonde = try RunningSonde(["--config.file=\(file)"])
            _ = try Self.wait(for: "127.0.0.1:1", on: sonde)
            #expect(unsafe symlink("v2", "\(folder.path)/..data_tmp") == 0)
            #expect(unsafe rename("\(folder.path)/..data_tmp", "\(folder.path)/..data") == 0)
            _ = try Self.wait(for: "127.0.0.1:2", on: sonde)
            try replace("one.yml", "- targets: [127.0.0.1:3]\n")
            let page = try Self.wait(for: "127.0.0.1:2", "127.0.0.1:3", on: sonde)
            #expect(page.value("sonde_probes") == 2)
            // Half a file keeps what there was.
            let failures = page.value("sonde_target_source_failures_total") ?? 0
            try replace("one.yml", "- targets: [")
            let after = try sonde.page(when: "another failure") {
                $0.value("sonde_target_source_failures_total") ?? 0 > failures
            }
            #expect(Self.targets(after) == ["127.0.0.1:2", "127.0.0.1:3"])
        }

        @Test(arguments: [false, true])
        func `a web server tells targets to who shows the account`(secure: Bool) throws {
            let path = try folder.write("list.json", Self.list("127.0.0.1:1", "127.0.0.1"))
            let server = try ListServer(path, in: folder, secure ? certificates.good : nil)
            try folder.write("password", "hunter2\n")
            let url = "\(secure ? "https" : "http")://localhost:\(server.port)/list"
            let tls = secure ? ", tls: {ca_file: root.pem}" : ""
            let file = try configuration(
                "{http: {url: \"\(url)\", interval: 1s, account: inventory\(tls)}}",
                top: "accounts: {inventory: {username: monitor, password_file: password}}")
            let sonde = try RunningSonde(["--config.file=\(file)"])
            _ = try Self.wait(for: "127.0.0.1:1", "127.0.0.1:9", on: sonde)
            try replace("list.json", Self.list("127.0.0.1:2"))
            let page = try Self.wait(for: "127.0.0.1:2", on: sonde)
            #expect(page.value("sonde_target_source_failures_total", ["source": "http"]) == 0)
            try replace("password", "other\n")
            let refused = try sonde.page(when: "a failure") {
                $0.value("sonde_target_source_failures_total") ?? 0 > 0
            }
            #expect(Self.targets(refused) == ["127.0.0.1:2"])
            let log = try sonde.end(by: SIGTERM).end.errors
            #expect(log.contains("error=\"the server answered with status 401\""))
            #expect(!log.contains("hunter2"))
        }

        @Test func `a server whose certificate nobody vouches for is not believed`() throws {
            let path = try folder.write("list.json", Self.list("127.0.0.1:1"))
            let server = try ListServer(path, in: folder, certificates.good)
            let file = try configuration(
                "{http: \"https://localhost:\(server.port)/\"}")
            let sonde = try RunningSonde(["--config.file=\(file)"])
            let page = try sonde.page(when: "a failure") {
                $0.value("sonde_target_source_failures_total") == 1
            }
            #expect(Self.targets(page) == [])
            #expect(
                sonde.child.heard(.errors).contains(
                    "error=\"the server's certificate is not signed by a trusted authority\""))
        }

        @Test func `name servers tell targets`() throws {
            let names = DNSFaultServer()
            let file = try configuration(
                "{dns_srv: [_https._tcp.hundred.example]}",
                top: "resolvers: [\"127.0.0.1:\(names.port)\"]")
            let sonde = try RunningSonde(["--config.file=\(file)"])
            let page = try sonde.page(when: "a hundred targets") {
                $0.value("sonde_target_source_probes", ["source": "dns_srv"]) == 100
            }
            #expect(Set(Self.targets(page)).count == 100)
            #expect(page.value("sonde_target_source_failures_total") == 0)
        }
    }
}
