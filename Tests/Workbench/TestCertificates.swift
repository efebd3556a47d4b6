/// Certificates that the openssl program makes: a root, an intermediate authority, and leaves.
package final class TestCertificates: Sendable {
    package let folder: TemporaryFolder

    package var root: String { folder.path + "/root.pem" }
    /// The intermediate authority and the root, as a server sends them behind its leaf.
    package var chain: String { folder.path + "/chain.pem" }
    /// Good for thirty days.
    package var good: Leaf { leaf("good") }
    /// Was valid in January 2020.
    package var expired: Leaf { leaf("expired") }

    package struct Leaf: Sendable {
        /// The leaf alone.
        package var certificate: String
        /// The leaf and ``TestCertificates/chain``.
        package var withChain: String
        package var key: String
    }

    package init() throws {
        folder = try TemporaryFolder()
        try folder.write("openssl.cnf", Self.configuration(database: folder.path + "/index.txt"))
        try makeAuthorities()
        try makeLeaf("good", dates: ["-days", "30"])
        try makeLeaf(
            "expired", dates: ["-startdate", "20200101000000Z", "-enddate", "20200131000000Z"])
    }

    private func leaf(_ name: String) -> Leaf {
        let path = "\(folder.path)/\(name)"
        return Leaf(
            certificate: path + ".pem", withChain: path + "-chain.pem", key: path + ".key")
    }

    private func makeAuthorities() throws {
        let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        try openssl(
            ["req", "-x509", "-days", "60", "-subj", "/O=Sonde tests/CN=Test root"]
                + ["-keyout", file("root.key"), "-out", root] + key)
        try openssl(
            ["req", "-x509", "-days", "50", "-subj", "/O=Sonde tests/CN=Test issuer"]
                + ["-CA", root, "-CAkey", file("root.key")]
                + ["-keyout", file("issuer.key"), "-out", file("issuer.pem")] + key)
        try join(["issuer.pem", "root.pem"], into: "chain.pem")
    }

    private func makeLeaf(_ name: String, dates: [String]) throws {
        let request = file("\(name).csr")
        try openssl(
            [
                "req", "-new", "-newkey", "rsa:2048", "-nodes", "-subj",
                "/O=Sonde, \(name)/CN=localhost",
            ]
                + ["-keyout", file("\(name).key"), "-out", request])
        try folder.write("index.txt", "")
        try openssl(
            ["ca", "-batch", "-notext", "-md", "sha256", "-outdir", folder.path]
                + ["-cert", file("issuer.pem"), "-keyfile", file("issuer.key")]
                + ["-in", request, "-out", file("\(name).pem")] + dates)
        try join(["\(name).pem", "issuer.pem", "root.pem"], into: "\(name)-chain.pem")
    }

    private func file(_ name: String) -> String { folder.path + "/" + name }

    private func openssl(_ arguments: [String]) throws {
        let configured =
            ["req", "ca"].contains(arguments[0]) ? ["-config", file("openssl.cnf")] : []
        _ = try Programs.run(Programs.openssl, arguments + configured)
    }

    private func join(_ names: [String], into name: String) throws {
        try folder.write(name, try Programs.run("cat", names.map(file)))
    }

    private static func configuration(database: String) -> String {
        """
        [req]
        distinguished_name = name
        x509_extensions = authority
        [name]
        [authority]
        basicConstraints = critical, CA:true
        keyUsage = critical, keyCertSign, cRLSign
        subjectKeyIdentifier = hash
        authorityKeyIdentifier = keyid
        [ca]
        default_ca = issuer
        [issuer]
        database = \(database)
        policy = any
        x509_extensions = leaf
        unique_subject = no
        rand_serial = yes
        [any]
        organizationName = optional
        commonName = supplied
        [leaf]
        basicConstraints = critical, CA:false
        keyUsage = critical, digitalSignature
        extendedKeyUsage = serverAuth
        subjectAltName = DNS:localhost, DNS:*.sonde.test, IP:127.0.0.1, IP:::1, email:a@test
        subjectKeyIdentifier = hash
        authorityKeyIdentifier = keyid
        """
    }
}
