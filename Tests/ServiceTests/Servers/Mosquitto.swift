import Workbench

/// mosquitto.
enum Mosquitto {
    static let program = "/usr/sbin/mosquitto"

    /// Starts a broker, which speaks TLS where there is a leaf, and lets nobody in unless told to.
    static func start(
        _ leaf: TestCertificates.Leaf? = nil, allowsAnyone: Bool = true
    ) throws -> LaunchedServer {
        try LaunchedServer(ports: ["mqtt"]) { ports, folder in
            let tls = leaf.map { "certfile \($0.withChain)\nkeyfile \($0.key)" }
            // As another user it could not read the key; who is not root stays who it is.
            let file = try folder.write(
                "mosquitto.conf",
                """
                user root
                persistence false
                log_dest stderr
                log_type all
                allow_anonymous \(allowsAnyone)
                listener \(ports["mqtt"]) 127.0.0.1
                \(tls ?? "")

                """)
            return [program, "-c", file]
        }
    }
}
