import Network
import Probes
import Simulation
import Testing
import Time

/// Conversations with the addresses behind a name.
struct AddressConversationTests {
    private static func says(_ words: String) -> Behaviour {
        .accepts(.scripted { ServerTurns([.say(words)]) })
    }

    /// One attempt that waits for a greeting at the addresses that behave so, in their order.
    private func greet(_ scope: AddressScope, _ behaviours: [Behaviour]) throws -> ProbeReport {
        let scene = Scene.addresses(
            behaviours.enumerated().map { (Scene.v4($0.offset + 1), $0.element) })
        var options = Scene.options(scope)
        options.script = Script([
            Script.Part(.script, [.send("HELLO\r\n"), try .expect("^220 ")])
        ])
        let report = try scene.attempt(options)
        #expect(scene.world.network.openConnections == 0)
        return report
    }

    @Test func `each address is talked to, and answers for itself`() throws {
        let report = try greet(
            .all(.count(1)),
            [Self.says("220 mail\r\n"), Self.says("421 busy\r\n"), .accepts(.discards), .refuses])
        let reports = try #require(report.addresses)
        #expect(
            reports.map(\.verdict) == [
                .success, .failure(.unexpectedResponse, .exchange), .failure(.timeout, .exchange),
                .failure(.refused, .connect),
            ])
        #expect(reports.map(\.failedNumber) == [nil, 2, 2, nil])
        #expect(reports[0].phases.exchange == Scene.oneWay)
        #expect(report.verdict == .success)
    }

    @Test func `too few that answer rightly are too few`() throws {
        let report = try greet(
            .all(.count(2)), [Self.says("220 mail\r\n"), Self.says("421 busy\r\n")])
        #expect(report.verdict == .failure(.tooFewAddresses, .connect))
        #expect(report.detail == "1 of 2 addresses are up, 2 are needed")
    }

    @Test func `the address that won the race is talked to`() throws {
        let report = try greet(.any, [.silent, Self.says("220 mail\r\n")])
        #expect(report.verdict == .success)
        #expect(report.address == Scene.v4(2))
    }

    @Test func `who won the race is judged by what it says`() throws {
        let report = try greet(.any, [Self.says("421 busy\r\n"), Self.says("220 mail\r\n")])
        #expect(report.verdict == .failure(.unexpectedResponse, .exchange))
        #expect(report.address == Scene.v4(1))
        #expect(report.failedNumber == 2)
    }
}
