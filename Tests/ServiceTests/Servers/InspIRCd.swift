import Glibc
import Workbench

/// inspircd.
enum InspIRCd {
    static let program = "/usr/sbin/inspircd"

    /// Port `irc`, with STARTTLS; `more` are tags of its configuration.
    static func start(_ leaf: TestCertificates.Leaf, _ more: String = "") throws -> LaunchedServer {
        try LaunchedServer(ports: ["irc"]) { ports, folder in
            let path = folder.path
            let file = try folder.write(
                "inspircd.conf",
                """
                <server name="irc.sonde.test" description="Test" network="Test" id="42A">
                <admin name="test" nick="test" email="test@sonde.test">
                <path configdir="\(path)" datadir="\(path)" logdir="\(path)" runtimedir="\(path)">
                <bind address="127.0.0.1" port="\(ports["irc"])" type="clients">
                <module name="ssl_gnutls">
                <sslprofile name="tests" provider="gnutls"
                    certfile="\(leaf.withChain)" keyfile="\(leaf.key)">
                <module name="starttls">
                <starttls sslprofile="tests">
                <connect allow="*" timeout="60" resolvehostnames="no" useident="no">
                <dns server="127.0.0.1">
                <pid file="\(path)/pid">
                \(more)

                """)
            let root = geteuid() == 0 ? ["--runasroot"] : []
            return [program, "--config", file, "--nofork"] + root
        }
    }
}
