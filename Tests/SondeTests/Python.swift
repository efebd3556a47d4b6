import Workbench

/// Python's reader of JSON, which shares nothing with our writer.
enum Python {
    /// An expression over `d`, the object that some JSON is; as JSON.
    static func evaluate(_ expression: String, of json: String) throws -> String {
        let folder = try TemporaryFolder()
        let file = try folder.write("input.json", json)
        let program = "import json, sys; d = json.load(sys.stdin); print(json.dumps(\(expression)))"
        return try Programs.run("python3", ["-c", program], input: file)
    }
}

/// A mail server that can do nothing but go over to TLS.
final class StartTLSServer: Sendable {
    let port: UInt16
    private let child: ChildProcess
    private let folder: TemporaryFolder

    struct NoPort: Error {}

    init(_ leaf: TestCertificates.Leaf) throws {
        folder = try TemporaryFolder()
        let file = try folder.write("server.py", Self.program)
        child = try ChildProcess("python3", ["-u", file, leaf.withChain, leaf.key])
        try child.waitForText("\n", on: .output)
        guard let port = UInt16(child.heard(.output).prefix { $0.isNumber }) else { throw NoPort() }
        self.port = port
    }

    private static let program = """
        import socket, ssl, sys
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1], sys.argv[2])
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        print(listener.getsockname()[1])
        while True:
            connection, _ = listener.accept()
            try:
                connection.sendall(b"220 ready\\r\\n")
                assert connection.recv(100) == b"EHLO sonde.invalid\\r\\n"
                connection.sendall(b"250-here\\r\\n250 STARTTLS\\r\\n")
                assert connection.recv(100) == b"STARTTLS\\r\\n"
                connection.sendall(b"220 go ahead\\r\\n")
                under = context.wrap_socket(connection, server_side=True)
                under.recv(100)
                under.close()
            except (OSError, AssertionError):
                connection.close()

        """
}
