import Testing
import Workbench

extension Services {
    /// Desktops of other machines, as they are set up elsewhere.
    @Suite struct DesktopTests {
        @Test(.needs(.xrdp), arguments: [Xrdp.Security.tls, .rdp])
        func `xrdp is an RDP server, whatever it agrees to`(security: Xrdp.Security) throws {
            let certificates = try Services.certificates
            let server = try Xrdp.start(certificates.good, security)
            try expect(.success, of: .service("rdp"), at: server["rdp"])
            try expect(
                security == .rdp ? .unexpected : .success, of: .startTLS("rdp"), at: server["rdp"],
                trusting: certificates)
        }

        @Test(.needs(.tigerVNC)) func `Xvnc is a VNC server, even after it has had enough of us`()
            throws
        {
            let server = try Xvnc.start()
            // It counts everybody who does not log in, and we never do.
            var versions: [String?] = []
            for attempt in 1...8 {
                let found = try expect(.success, of: .service("vnc"), at: server["vnc"])
                versions.append(found.captured["version"])
                try server.child.wait(for: "end \(attempt)") { _ in
                    let ends = ["closed:", "blacklisted:"].map { server.log.ranges(of: $0).count }
                    return ends.reduce(0, +) >= attempt
                }
            }
            // The oldest version is where it can say why not in words.
            #expect(versions.first == "003.008" && versions.last == "003.003", "\(versions)")
            #expect(server.log.contains("blacklisted:"))
        }

        @Test(
            .needs(.tigerVNC), arguments: [["amqp", "bgp", "nfs"], ["rdp", "rpcbind", "sip"]])
        func `a VNC server is nothing else, and that is known at once`(names: [String]) throws {
            let server = try Xvnc.start()
            for name in names {
                try expect(.unexpected, of: .service(name), at: server["vnc"])
            }
        }
    }
}
