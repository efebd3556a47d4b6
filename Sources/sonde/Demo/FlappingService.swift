import Network
import Time

/// A service of the demo that comes and goes, at the same port.
struct FlappingService: Sendable {
    let transport: any Transport
    let endpoint: Endpoint
    let time: any TimeSource

    private static let upFor: Duration = .seconds(14)
    private static let downFor: Duration = .seconds(6)

    /// Is up and down in turns until the task is cancelled.
    func run() async {
        while !Task.isCancelled {
            await serve()
            _ = await time.sleep(until: time.now + Self.downFor)
        }
    }

    /// Nothing where somebody else has taken the port meanwhile: then it is down for one more turn.
    private func serve() async {
        guard let listener = try? transport.listen(on: endpoint) else { return }
        await withDiscardingTaskGroup { group in
            group.addTask {
                await DemoService(listener: listener, manner: .silent, time: time).run()
            }
            _ = await time.sleep(until: time.now + Self.upFor)
            group.cancelAll()
        }
    }
}
