import Glibc
import Workbench

/// A server in a network: port 80 listens until the peer leaves, others refuse.
///
/// Port 7000 greets whoever has connected when it is told to go on.
final class HostServer: Sendable {
    static let program = "/usr/bin/python3"
    static let openPort = 80
    static let closedPort = 81
    static let greetingPort = 7000

    private let child: ChildProcess

    init(in network: NetworkNamespace) throws {
        child = try network.start(Self.program, ["-u", "-c", Self.text])
        try child.waitForText("ready\n", on: .output)
    }

    /// Waits until somebody has connected to the port that greets.
    func waitForGuest() throws { try child.waitForText("guest\n", on: .output) }

    /// Greets who has connected.
    func goOn() { child.send(signal: SIGUSR1) }

    private static let text = """
        import asyncio, signal

        async def main():
            go_on = asyncio.Event()
            asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, go_on.set)

            async def listen(reader, writer):
                try:
                    await reader.read()
                    writer.close()
                except OSError:
                    pass

            async def greet(reader, writer):
                print("guest")
                await go_on.wait()
                writer.write(b"220 ready\\r\\n")
                await listen(reader, writer)

            every = ["0.0.0.0", "::"]
            await asyncio.start_server(listen, every, \(openPort), backlog=4096)
            await asyncio.start_server(greet, every, \(greetingPort))
            print("ready")
            await asyncio.Event().wait()

        asyncio.run(main())
        """
}
