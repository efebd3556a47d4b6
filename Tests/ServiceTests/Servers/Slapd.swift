import Testing
import Workbench

/// slapd, with an empty database and what it says of each operation on its standard error.
enum Slapd {
    static let program = "/usr/sbin/slapd"

    /// Starts a server for `ldap://`, with STARTTLS where there is a leaf, or for `ldaps://`.
    ///
    /// `more` are lines of slapd.conf(5) for all its databases.
    static func start(
        _ leaf: TestCertificates.Leaf? = nil, scheme: String = "ldap", _ more: String = ""
    ) throws -> RealServer {
        try RealServer.atFreePort { port, folder in
            let tls = leaf.map { leaf in
                """
                TLSCertificateFile \(leaf.withChain)
                TLSCertificateKeyFile \(leaf.key)
                """
            }
            let file = try folder.write(
                "slapd.conf",
                """
                include /etc/ldap/schema/core.schema
                modulepath /usr/lib/ldap
                moduleload back_mdb
                pidfile \(folder.path)/pid
                \(tls ?? "")
                \(more)
                database mdb
                suffix "dc=sonde,dc=test"
                directory \(folder.path)
                maxsize 1048576

                """)
            let child = try ChildProcess(
                program, ["-d", "stats", "-f", file, "-h", "\(scheme)://127.0.0.1:\(port)"])
            try child.waitForText("slapd starting", on: .errors)
            return child
        }
    }
}

extension Trait where Self == ConditionTrait {
    static var needsSlapd: Self { .needs(Slapd.program, of: "slapd") }
}
