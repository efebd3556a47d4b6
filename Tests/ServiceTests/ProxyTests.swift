import FaultServers
import Testing
import Workbench

extension Services {
    /// Ways through proxies that others wrote, and servers that others wrote at the end of them.
    @Suite struct ProxyTests {
        private static let http = "HTTP/1.0\\r\\n\\r\\n"

        /// One that listens, with the scheme of its URL.
        private struct Proxy {
            let scheme: String
            let server: LaunchedServer

            init(_ kind: Kind, login: (username: String, password: String)? = nil) throws {
                scheme = kind.rawValue
                switch kind {
                case .socks5: server = try Microsocks.start(login: login)
                case .http: server = try Tinyproxy.start(login: login)
                }
            }

            var url: String {
                "\(scheme)://127.0.0.1:\(server[scheme == "http" ? "http" : "socks"])"
            }
        }

        enum Kind: String, CaseIterable {
            case socks5
            case http
        }

        @Test(
            .needs(Microsocks.program, of: "microsocks"),
            .needs(Tinyproxy.program, of: "tinyproxy-bin"), .needs(.nginx),
            arguments: Kind.allCases)
        func `TLS is spoken through a proxy, which resolves the name`(kind: Kind) throws {
            let certificates = try Services.certificates
            let target = try Nginx.start(certificates.good)
            let proxy = try Proxy(kind)
            let report = try probe(
                "localhost", target["https"],
                """
                proxy: \(proxy.url), tls: {ca_file: \(certificates.root)},
                script: [{send: "GET / \(Self.http)"}, {expect: "^HTTP/1.1 204 "}]
                """)
            #expect(report["verdict"] == .text("success"), "\(report)")
            #expect(report["via"]?["proxy"] == .text(proxy.url))
            #expect(report["via"]?["address"] == .text("127.0.0.1"))
            #expect(report["address"] == .null)
            #expect(report["phases"]?["resolve_seconds"] == nil)
            for phase in ["proxy", "connect", "tls", "exchange"] {
                #expect(report["phases"]?["\(phase)_seconds"] != nil, "\(phase)")
            }
        }

        @Test(
            .needs(Microsocks.program, of: "microsocks"),
            .needs(Tinyproxy.program, of: "tinyproxy-bin"), arguments: Kind.allCases)
        func `a server that speaks first is heard through a proxy`(kind: Kind) throws {
            let target = TCPFaultServer(.banner)
            let proxy = try Proxy(kind)
            let report = try probe("127.0.0.1", target.port, "proxy: \(proxy.url), service: ssh")
            #expect(report["verdict"] == .text("success"), "\(report)")
            #expect(report["address"] == .text("127.0.0.1"))
        }

        @Test(
            .needs(Microsocks.program, of: "microsocks"),
            .needs(Tinyproxy.program, of: "tinyproxy-bin"), arguments: Kind.allCases)
        func `a proxy lets in who has the password`(kind: Kind) throws {
            let target = TCPFaultServer(.banner)
            let proxy = try Proxy(kind, login: ("monitor", "open-sesame"))
            let folder = try TemporaryFolder()
            for (password, reason) in [
                ("open-sesame\n", nil), ("wrong", "proxy_authentication"),
                (nil, "proxy_authentication"),
            ] {
                var keys = "proxy: \(proxy.url)"
                if let password {
                    let file = try folder.write("password", password)
                    keys = "proxy: {url: \(proxy.url), username: monitor, password_file: \(file)}"
                }
                let report = try probe("127.0.0.1", target.port, keys + ", service: ssh")
                #expect(report["reason"]?.text == reason, "\(report)")
                #expect(report["phase"]?.text == reason.map { _ in "proxy" })
            }
        }

        @Test(.needs(Microsocks.program, of: "microsocks"))
        func `a target that refuses is told from its proxy`() throws {
            let target = TCPFaultServer(.refuse)
            let proxy = try Proxy(.socks5)
            let report = try probe("127.0.0.1", target.port, "proxy: \(proxy.url)")
            #expect(report["reason"] == .text("refused"), "\(report)")
            #expect(report["phase"] == .text("connect"))
        }

        @Test(.needs(Tinyproxy.program, of: "tinyproxy-bin"))
        func `a proxy that does not tell whose trouble it is has refused`() throws {
            let target = TCPFaultServer(.refuse)
            let proxy = try Proxy(.http)
            let report = try probe("127.0.0.1", target.port, "proxy: \(proxy.url)")
            #expect(report["reason"] == .text("proxy_refused"), "\(report)")
            #expect(report["phase"] == .text("proxy"))
            #expect(report["detail"]?.text?.hasPrefix("the proxy answered 50") == true)
        }

        @Test(.needs(.nginx), arguments: ["v1", "v2"])
        func `nginx reads both ends in the header`(version: String) throws {
            let certificates = try Services.certificates
            let server = try Self.reader(certificates)
            for (port, tls) in [("http", ""), ("https", "tls: {ca_file: \(certificates.root)},")] {
                let report = try probe(
                    "127.0.0.1", server[port],
                    """
                    proxy_protocol: \(version), \(tls)
                    script: [{send: "GET / \(Self.http)"},
                    {expect: "\\r\\n\\r\\nfrom 127.0.0.1:[0-9]+ to 127.0.0.1:\(server[port])\\n"}]
                    """)
                #expect(report["verdict"] == .text("success"), "\(report)")
            }
        }

        @Test(
            .needs(.nginx), .needs(Microsocks.program, of: "microsocks"),
            arguments: ["v1", "v2"])
        func `nginx takes a header without addresses from behind a proxy`(version: String) throws {
            let server = try Self.reader(try Services.certificates)
            let proxy = try Proxy(.socks5)
            let report = try probe(
                "127.0.0.1", server["http"],
                """
                proxy: \(proxy.url), proxy_protocol: \(version),
                script: [{send: "GET / \(Self.http)"}, {expect: "^HTTP/1.1 200 "}]
                """)
            #expect(report["verdict"] == .text("success"), "\(report)")
        }

        @Test(.needs(.nginx)) func `nginx serves nobody without the header`() throws {
            let server = try Self.reader(try Services.certificates)
            let report = try probe(
                "127.0.0.1", server["http"],
                #"script: [{send: "GET / \#(Self.http)"}, {expect: "^HTTP/1.1 200 "}]"#)
            #expect(report["verdict"] == .text("failure"), "\(report)")
            #expect(report["phase"] == .text("exchange"))
        }

        /// A server that expects the header, and says what is in it.
        private static func reader(_ certificates: TestCertificates) throws -> LaunchedServer {
            let source = "$proxy_protocol_addr:$proxy_protocol_port"
            let destination = "$proxy_protocol_server_addr:$proxy_protocol_server_port"
            return try Nginx.start(
                certificates.good, "return 200 \"from \(source) to \(destination)\\n\";",
                listening: "proxy_protocol")
        }

        private func probe(_ host: String, _ port: UInt16, _ keys: String) throws -> JSONText {
            let folder = try TemporaryFolder()
            let file = try folder.write(
                "sonde.yml",
                """
                servers:
                  - name: web
                    probes:
                      - {name: port, host: \(host), port: \(port), timeout: 20s,
                         \(keys.replacing("\n", with: "\n         "))}

                """)
            let end = try Programs.probe([
                Programs.sonde, "probe", "--format=json", "--config.file=\(file)", "web/port",
            ])
            #expect(end.errors == "")
            return try JSONText(end.output)
        }
    }
}
