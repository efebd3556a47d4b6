import Workbench

/// What a server does with each connection, one act after the other, until the client has closed.
enum PeerAct: Sendable {
    /// Reads until this has come, and drops it and what came before.
    case hear(String)
    /// Reads until nothing comes for 100 ms; goes on only where it was exactly this.
    case hearExactly([UInt8])
    /// Says this, under TLS where it stands.
    case say([UInt8])
    /// Says this beneath TLS.
    case sayInTheClear([UInt8])
    /// Says this byte by byte.
    case drip([UInt8], milliseconds: Int)
    /// Says this again and again, as long as somebody takes it.
    case flood([UInt8])
    case pause(milliseconds: Int)
    /// Begins TLS with the certificate that the servers were made with.
    case startTLS
    /// Says that no more will come, under TLS.
    case closeNotify
    /// Sends a FIN and goes on reading.
    case finish
    /// Ends the connection with a FIN, or an RST where something is unread.
    case close
    case reset
    /// Never reads again, and has little room for what is sent.
    case stopReading

    static func say(_ text: String) -> PeerAct { .say(Array(text.utf8)) }

    /// One line for the program that plays it.
    fileprivate var line: String {
        switch self {
        case .hear(let text): "hear \(Self.hexadecimal(Array(text.utf8)))"
        case .hearExactly(let bytes): "exactly \(Self.hexadecimal(bytes))"
        case .say(let bytes): "say \(Self.hexadecimal(bytes))"
        case .sayInTheClear(let bytes): "clear \(Self.hexadecimal(bytes))"
        case .drip(let bytes, let milliseconds):
            "drip \(Self.hexadecimal(bytes)) \(milliseconds)"
        case .flood(let bytes): "flood \(Self.hexadecimal(bytes))"
        case .pause(let milliseconds): "pause \(milliseconds)"
        case .startTLS: "tls"
        case .closeNotify: "notify"
        case .finish: "finish"
        case .close: "close"
        case .reset: "reset"
        case .stopReading: "deaf"
        }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// Servers on free ports of 127.0.0.1 that do as they are told.
///
/// Python plays them, whose sockets and TLS share nothing with those of the prober.
final class ScriptedServers: Sendable {
    /// Where each of them listens.
    let ports: [UInt16]
    private let child: ChildProcess
    private let folder: TemporaryFolder

    struct NoPorts: Error {}

    /// Starts a server for each list of acts.
    init(_ plans: [[PeerAct]], _ leaf: TestCertificates.Leaf? = nil) throws {
        folder = try TemporaryFolder()
        let file = try folder.write("server.py", Self.program)
        let text = plans.map { $0.map(\.line).joined(separator: ",") + "\n" }.joined()
        let arguments = ["-u", file, try folder.write("plans", text)]
        child = try ChildProcess(
            "python3", arguments + (leaf.map { [$0.withChain, $0.key] } ?? []))
        try child.waitForText("\n", on: .output)
        let words = child.heard(.output).split { $0 == " " || $0 == "\n" }
        ports = words.compactMap { UInt16($0) }
        guard ports.count == plans.count else { throw NoPorts() }
    }

    private static let program = #"""
        import os, socket, ssl, struct, sys, threading, time

        class Peer:
            def __init__(self, connection):
                self.line = self.raw = connection
                self.heard = b""

            def hear(self, text):
                while text not in self.heard:
                    more = self.line.recv(65536)
                    if not more: raise OSError("the client has closed")
                    self.heard += more
                self.heard = self.heard[self.heard.index(text) + len(text):]

            def exactly(self, text):
                self.hear(text[:1])
                heard = text[:1] + self.heard
                self.line.settimeout(0.1)
                try:
                    while len(heard) < 65536: heard += self.line.recv(65536) or self.leave()
                except TimeoutError:
                    self.line.settimeout(None)
                if heard != text: raise OSError("something else")

            def leave(self): raise OSError("the client has closed")

            def say(self, text): self.line.sendall(text)
            def clear(self, text): os.write(self.line.fileno(), text)

            def drip(self, text, pause):
                self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                for byte in text:
                    self.line.sendall(bytes([byte]))
                    time.sleep(int(pause) / 1000)

            def flood(self, text):
                while True: self.line.sendall(text)

            def pause(self, milliseconds): time.sleep(int(milliseconds) / 1000)

            def tls(self):
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(sys.argv[2], sys.argv[3])
                self.line = context.wrap_socket(
                    self.raw, server_side=True, suppress_ragged_eofs=True)

            def notify(self):
                self.line.settimeout(0.1)
                try: self.line.unwrap()
                except (OSError, ValueError): pass

            def finish(self): self.line.shutdown(socket.SHUT_WR)
            def close(self): self.line.close()
            def deaf(self): time.sleep(3600)

            def reset(self):
                self.line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.line.close()

        def serve(connection, acts):
            peer = Peer(connection)
            try:
                for name, *words in acts:
                    words = words and [bytes.fromhex(words[0]) if name != "pause" else words[0]] \
                        + words[1:]
                    getattr(peer, name)(*words)
                while peer.line.recv(65536): pass
            except OSError: pass
            finally: peer.line.close()

        def listen(listener, acts):
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=serve, args=(connection, acts), daemon=True).start()

        ports = []
        for plan in open(sys.argv[1]):
            acts = [act.split() for act in plan.split(",") if act.strip()]
            listener = socket.socket()
            if ["deaf"] in acts: listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
            listener.bind(("127.0.0.1", 0))
            listener.listen()
            ports.append(listener.getsockname()[1])
            threading.Thread(target=listen, args=(listener, acts), daemon=True).start()
        print(*ports)
        while True: time.sleep(3600)

        """#
}
