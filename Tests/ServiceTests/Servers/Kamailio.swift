import Glibc
import Workbench

/// kamailio with kamailio-tls-modules.
enum Kamailio {
    static let program = "/usr/sbin/kamailio"

    /// Ports `sip` and `sip under TLS`; on its standard error it complains.
    static func start(_ leaf: TestCertificates.Leaf) throws -> LaunchedServer {
        let names = ["sip", "sip under TLS"]
        return try LaunchedServer(ports: names, ending: SIGTERM) { ports, folder in
            let file = try folder.write(
                "kamailio.cfg", configuration(leaf, ports))
            return [
                program, "-DD", "-E", "-m", "64", "-M", "8", "-f", file,
                "-Y", folder.path, "-P", folder.path + "/pid",
            ]
        }
    }

    /// With transactions: a request whose branch it has seen is one that was sent again.
    private static func configuration(
        _ leaf: TestCertificates.Leaf, _ ports: Ports
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
        listen=tcp:127.0.0.1:\(ports["sip"])
        listen=tls:127.0.0.1:\(ports["sip under TLS"])
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
