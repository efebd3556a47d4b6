import Workbench

/// A news server of our own, since Debian has none that is small; it knows what STARTTLS needs.
enum NewsStandIn {
    static let program = "/usr/bin/python3"

    /// How it behaves (RFC 3977 section 5.1, RFC 4642 section 2.2).
    enum Manner: String, CaseIterable {
        /// Starts TLS when it is asked to.
        case willing
        /// Says that it cannot.
        case unable
        /// Turns everybody away.
        case busy
        /// Lets clear text follow its go-ahead, as somebody in between might.
        case injected
    }

    /// Port `nntp`.
    static func start(
        _ leaf: TestCertificates.Leaf, _ manner: Manner = .willing
    ) throws -> LaunchedServer {
        try LaunchedServer(ports: ["nntp"]) { ports, _ in
            [program, "-c", text, "\(ports["nntp"])", leaf.withChain, leaf.key, manner.rawValue]
        }
    }

    private static let text = """
        import socket, ssl, sys, threading

        port, certificate, key, manner = sys.argv[1:]
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        go_ahead = b"382 Continue with TLS negotiation\\r\\n"

        def serve(connection):
            try:
                if manner == "busy":
                    connection.sendall(b"400 Service temporarily unavailable\\r\\n")
                    return
                connection.sendall(b"200 news.sonde.test\\r\\n")
                lines = connection.makefile("rb", buffering=0)
                while line := lines.readline():
                    command = line.strip().upper()
                    if command == b"STARTTLS" and manner == "unable":
                        connection.sendall(b"580 Can not initiate TLS negotiation\\r\\n")
                    elif command == b"STARTTLS" and manner == "injected":
                        connection.sendall(go_ahead + b"200 nobody in between\\r\\n")
                    elif command == b"STARTTLS" and not isinstance(connection, ssl.SSLSocket):
                        connection.sendall(go_ahead)
                        connection = context.wrap_socket(connection, server_side=True)
                        lines = connection.makefile("rb", buffering=0)
                        print("TLS", flush=True)
                    elif command == b"QUIT":
                        # Whoever said it may not stay for the answer.
                        print("QUIT", flush=True)
                        connection.sendall(b"205 Bye!\\r\\n")
                        return
                    else:
                        connection.sendall(b"500 Unknown command\\r\\n")
            except OSError as error:
                print(error, flush=True)
            finally:
                connection.close()

        listener = socket.create_server(("127.0.0.1", int(port)))
        while True:
            threading.Thread(target=serve, args=[listener.accept()[0]], daemon=True).start()
        """
}
