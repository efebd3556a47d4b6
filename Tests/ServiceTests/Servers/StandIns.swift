import FaultServers
import Workbench

/// Servers of our own for what Debian does not have.
final class StandIns: RunningServer {
    private let servers: [String: StandInServer]
    private let news: LaunchedServer

    init(_ leaf: TestCertificates.Leaf) throws {
        servers = Dictionary(
            uniqueKeysWithValues: StandIn.allCases.map { ($0.rawValue, StandInServer($0)) })
        news = try NewsStandIn.start(leaf)
    }

    subscript(name: String) -> UInt16 { servers[name]?.port ?? news[name] }

    /// What the news server says, and what the others were told that their protocols forbid.
    var log: String {
        news.log + servers.values.flatMap(\.heardWrong).map { "wrong: \($0)\n" }.joined()
    }

    func waitForLog(_ text: String, times: Int) throws {
        try news.waitForLog(text, times: times)
    }
}
