import Glibc

/// The program while it serves.
package final class RunningSonde: Sendable {
    package let child: ChildProcess
    package let client: HTTPClient

    package struct NoAddress: Error {
        package let log: String
    }

    /// Starts `sonde` on a free port of loopback and waits until it listens.
    package init(_ arguments: [String]) throws {
        child = try ChildProcess(
            Programs.sonde, arguments + ["--web.listen-address=127.0.0.1:0"])
        let mark = "msg=Listening address=127.0.0.1:"
        // The line is written at once, so where its beginning is the rest is as well.
        try child.waitForText(mark, on: .errors)
        let log = child.heard(.errors)
        guard let start = log.firstRange(of: mark)?.upperBound,
            let port = UInt16(log[start...].prefix { $0.isNumber })
        else { throw NoAddress(log: log) }
        client = HTTPClient(port: port)
    }

    package func page() throws -> MetricsPage {
        try MetricsPage(client.get("/metrics").body)
    }

    /// Asks for the metrics until they are as wanted.
    package func page(
        when what: String, within seconds: Int = 30, askingEvery milliseconds: CInt = 50,
        _ isThere: (MetricsPage) -> Bool
    ) throws -> MetricsPage {
        var found: MetricsPage?
        try child.wait(for: what, within: seconds, askingEvery: milliseconds) { _ in
            let page = try page()
            if isThere(page) { found = page }
            return found != nil
        }
        return try found ?? page()
    }

    /// Sends a signal; returns how it ended, and after how long.
    package func end(by signal: CInt) throws -> (end: ChildProcess.End, milliseconds: Int) {
        let begin = Deadline.now
        child.send(signal: signal)
        return (try child.end(), Deadline.now - begin)
    }
}
