import HTTPFetching
import Network
import Simulation
import Testing
import Time
import Wire

struct HTTPFetchDeadlineTests {
    @Test func `who says nothing is waited for until the deadline`() throws {
        let outcome = try FetchScene(.acceptsAndStaysSilent).fetch()
        #expect(outcome.error == .timeout)
        #expect(outcome.duration == FetchScene.timeout)
    }

    @Test func `who trickles is waited for until the deadline, and not a byte longer`() throws {
        let head = ServerAct.send(Array("HTTP/1.1 200 OK\r\n\r\n".utf8))
        let trickle = Array(
            repeating: [ServerAct.wait(.milliseconds(70)), .send([0x61])], count: 500)
        let scene = FetchScene(
            .accepts(.scripted { ScriptedConversation(reply: [head] + trickle.flatMap(\.self)) }))
        let outcome = try scene.fetch()
        #expect(outcome.error == .timeout)
        #expect(outcome.duration == FetchScene.timeout)
        #expect(scene.world.network.openConnections == 0)
    }

    @Test func `a handshake without an answer ends at the deadline`() throws {
        let outcome = try FetchScene(tls: .staysSilent, then: [])
            .fetch("https://inventory.example/")
        #expect(outcome.error == .timeout)
        #expect(outcome.duration == FetchScene.timeout)
    }

    @Test func `records of TLS that say nothing end at the deadline`() throws {
        let turns = Array(
            repeating: [
                ServerTurns.Turn.act(.wait(.milliseconds(70))), .emptyRecords(1),
            ], count: 500)
        let scene = FetchScene(
            tls: .completes(FetchScene.facts()),
            then: [.hear("GET")] + turns.flatMap(\.self))
        let outcome = try scene.fetch("https://inventory.example/")
        #expect(outcome.error == .timeout)
        #expect(outcome.duration == FetchScene.timeout)
    }

    @Test func `a cancelled fetch ends at once`() throws {
        let scene = FetchScene(.acceptsAndStaysSilent)
        let outcome = try scene.fetch(cancelledAfter: .seconds(1))
        #expect(outcome.error == .cancelled)
        #expect(outcome.duration == .seconds(1))
        #expect(scene.world.network.openConnections == 0)
        #expect(
            try FetchScene(.silent).fetch(cancelledAfter: .seconds(1)).error == .cancelled)
        let nameless = FetchScene(.silent)
        nameless.world.resolver.set(.fails(.timeout), for: FetchScene.name)
        #expect(try nameless.fetch(cancelledAfter: .seconds(1)).error == .cancelled)
    }

    @Test func `a large document that is there already lets others go on meanwhile`() throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"
        let body = [UInt8](repeating: 0x61, count: 1_000_000)
        let scene = FetchScene(.send(Array(head.utf8) + body))
        let turns = Shared(0)
        let others = scene.world.loop
        let arrival = others.now + FetchScene.oneWay * 6
        let outcome = try scene.fetch(bodyBytesMax: 1_000_000) {
            // All of it arrives in one instant; this one wakes in the same, and not before.
            _ = await others.sleep(until: arrival + .nanoseconds(-1))
            _ = await others.sleep(until: arrival)
            for _ in 0..<1_000 where scene.world.network.openConnections > 0 {
                turns.update { $0 += 1 }
                await Task.yield()
            }
        }
        #expect(outcome.status == 200)
        let reads = 1_000_000 / HTTPFetchLimits.readBytesMax
        #expect(turns.value >= reads / HTTPFetchLimits.readsInARowMax)
    }
}
