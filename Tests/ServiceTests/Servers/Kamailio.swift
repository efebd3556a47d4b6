import FaultServers
import Glibc
import Testing
import Workbench

/// kamailio with kamailio-tls-modules.
struct Kamailio {
    /// Where it speaks in the clear.
    var port: UInt16 { server.port }
    /// Where it speaks TLS.
    let tlsPort: UInt16
    private let server: RealServer

    /// Ends it; on its standard error it complains.
    func end() throws -> ChildProcess.End {
        server.child.send(signal: SIGTERM)
        return try server.child.end()
    }

    static let program = "/usr/sbin/kamailio"

    init(_ leaf: TestCertificates.Leaf) throws {
        var tlsPort: UInt16 = 0
        server = try RealServer.atFreePort { port, folder in
            tlsPort = TCPFaultServer(.refuse).port
            let file = try folder.write(
                "kamailio.cfg", Self.configuration(leaf, port: port, tlsPort: tlsPort))
            let child = try ChildProcess(
                Self.program,
                [
                    "-DD", "-E", "-m", "64", "-M", "8", "-f", file,
                    "-Y", folder.path, "-P", folder.path + "/pid",
                ])
            // It says no word when it is there, but connects as it should from then on.
            let probed = "tcp://127.0.0.1:\(tlsPort)"
            try child.wait(for: "its port") { _ in
                try Programs.sonde(["probe", probed]).status == 0
            }
            return child
        }
        self.tlsPort = tlsPort
    }

    /// With transactions: a request whose branch it has seen is one that was sent again.
    private static func configuration(
        _ leaf: TestCertificates.Leaf, port: UInt16, tlsPort: UInt16
    ) -> String {
        """
        debug=1
        log_stderror=yes
        fork=yes
        children=1
        tcp_children=1
        auto_aliases=no
        dns=no
        rev_dns=no
        enable_tls=yes
        listen=tcp:127.0.0.1:\(port)
        listen=tls:127.0.0.1:\(tlsPort)
        loadmodule "tm.so"
        loadmodule "sl.so"
        loadmodule "tls.so"
        modparam("tls", "private_key", "\(leaf.key)")
        modparam("tls", "certificate", "\(leaf.withChain)")
        modparam("tls", "tls_method", "TLSv1.2+")
        request_route {
            t_newtran();
            if (method == "OPTIONS") { t_reply("200", "OK"); exit; }
            t_reply("405", "Method Not Allowed");
        }

        """
    }
}

extension Trait where Self == ConditionTrait {
    static var needsKamailio: Self { .needs(Kamailio.program, of: "kamailio kamailio-tls-modules") }
}
