import Workbench

/// A web server in Python that answers with a file, to who shows an account.
final class ListServer: Sendable {
    let port: UInt16
    private let child: ChildProcess

    struct NoPort: Error {}

    /// Serves the file at `path`, with TLS where there is a certificate.
    init(_ path: String, in folder: TemporaryFolder, _ leaf: TestCertificates.Leaf? = nil) throws {
        let program = try folder.write("list-server.py", Self.program)
        child = try ChildProcess(
            "python3", ["-u", program, path] + (leaf.map { [$0.withChain, $0.key] } ?? []))
        try child.waitForText("\n", on: .output)
        guard let port = UInt16(child.heard(.output).prefix { $0.isNumber }) else { throw NoPort() }
        self.port = port
    }

    private static let program = """
        import http.server, ssl, sys

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def do_GET(self):
                # monitor:hunter2
                if self.headers.get("Authorization") != "Basic bW9uaXRvcjpodW50ZXIy":
                    return self.send_error(401)
                body = open(sys.argv[1], "rb").read()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                for place in range(0, len(body), 7):
                    part = body[place:place + 7]
                    self.wfile.write(b"%x\\r\\n%s\\r\\n" % (len(part), part))
                self.wfile.write(b"0\\r\\n\\r\\n")
            def log_message(self, *words): pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if len(sys.argv) > 2:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(sys.argv[2], sys.argv[3])
            server.socket = context.wrap_socket(server.socket, server_side=True)
        print(server.server_address[1])
        server.serve_forever()
        """
}
