import Workbench

/// slapd, with an empty database and what it says of each operation on its standard error.
enum Slapd {
    static let program = "/usr/sbin/slapd"

    /// Port `ldap`; with a leaf it has STARTTLS, and there is `ldaps`.
    ///
    /// `more` are lines of slapd.conf(5) for all its databases.
    static func start(
        _ leaf: TestCertificates.Leaf? = nil, _ more: String = ""
    ) throws -> LaunchedServer {
        let names = ["ldap"] + (leaf == nil ? [] : ["ldaps"])
        return try LaunchedServer(ports: names, saying: "slapd starting") { ports, folder in
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
            let places = names.map { "\($0)://127.0.0.1:\(ports[$0])" }
            return [program, "-d", "stats", "-f", file, "-h", places.joined(separator: " ")]
        }
    }
}
