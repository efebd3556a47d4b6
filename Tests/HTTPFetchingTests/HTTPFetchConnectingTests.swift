import HTTPFetching
import Network
import Simulation
import Testing
import Time
import Wire

struct HTTPFetchConnectingTests {
    private static let answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
    private static let others = (2...9).map { IPAddress.v4(0xc000_0200 + UInt32($0)) }

    @Test(arguments: [ResolveError.notFound, .noData, .serverFailure, .refused, .malformed])
    func `a name without addresses is told with its cause`(error: ResolveError) throws {
        let scene = FetchScene(answer: Self.answer)
        scene.world.resolver.set(.fails(error), for: FetchScene.name)
        #expect(try scene.fetch().error == .resolve(error))
    }

    @Test func `name servers that say nothing are waited for until the deadline`() throws {
        let scene = FetchScene(answer: Self.answer)
        scene.world.resolver.set(.fails(.timeout), for: FetchScene.name)
        let outcome = try scene.fetch()
        #expect(outcome.error == .resolve(.timeout))
        #expect(outcome.duration == FetchScene.timeout)
    }

    @Test(arguments: ["http://192.0.2.1/", "http://192.0.2.1:80/targets"])
    func `an address is not resolved`(url: String) throws {
        let scene = FetchScene(answer: Self.answer)
        #expect(try scene.fetch(url).text == "hello")
        #expect(scene.world.resolver.queryCount == 0)
    }

    @Test func `an IPv6 address is reached, and named in brackets`() throws {
        let scene = FetchScene(.refuses)
        scene.world.network.set(
            .accepts(
                .scripted {
                    ServerTurns([
                        .hear("GET / HTTP/1.1\r\nHost: [2001:db8::1]\r\n"), .say(Self.answer),
                    ])
                }), at: Endpoint(address: FetchScene.v6, port: 80))
        #expect(try scene.fetch("http://[2001:DB8::1]").text == "hello")
    }

    @Test(
        arguments: [
            (.refuses, .connect(.refused)),
            (.hostUnreachable(), .connect(.hostUnreachable)),
            (.networkUnreachable, .connect(.networkUnreachable)),
            (.resetsOnConnect, .connect(.reset)),
            (.unknownError(99), .connect(.other(errorNumber: 99))),
        ] as [(Behaviour, HTTPFetchError)])
    func `a connection that does not come to stand is told with its cause`(
        behaviour: Behaviour, error: HTTPFetchError
    ) throws {
        #expect(try FetchScene(behaviour).fetch().error == error)
    }

    @Test(arguments: LocalTrouble.allCases)
    func `trouble of ours is never the server's`(trouble: LocalTrouble) throws {
        #expect(try FetchScene(.localTrouble(trouble)).fetch().error == .local(trouble))
        let scene = FetchScene(answer: Self.answer)
        scene.world.resolver.set(.fails(.local(trouble)), for: FetchScene.name)
        #expect(try scene.fetch().error == .local(trouble))
    }

    @Test func `the only address has all of the time`() throws {
        let outcome = try FetchScene(.silent).fetch()
        #expect(outcome.error == .connect(.timeout))
        #expect(outcome.duration == FetchScene.timeout)
    }

    @Test func `a silent address leaves to the others their share of the time`() throws {
        let scene = FetchScene(answer: Self.answer)
        scene.world.network.setElsewhere(.silent)
        scene.world.resolver.set(
            .answers([FetchScene.v6, Self.others[0], FetchScene.v4]), for: FetchScene.name)
        let outcome = try scene.fetch()
        #expect(outcome.text == "hello")
        let left = FetchScene.timeout - FetchScene.oneWay * 2
        let silence = left / 3 + (left - left / 3) / 2
        #expect(outcome.duration == FetchScene.oneWay * 6 + silence)
    }

    @Test func `the families take turns, and each address is tried once`() throws {
        let scene = FetchScene(.refuses)
        let all = [FetchScene.v4, FetchScene.v4, Self.others[0], FetchScene.v6]
        scene.world.resolver.set(.answers(all), for: FetchScene.name)
        #expect(try scene.fetch().error == .connect(.refused))
        for address in all {
            let tally = scene.world.network.tally(of: Endpoint(address: address, port: 80))
            #expect(tally.count == 1, "\(address)")
        }
    }

    @Test func `no more addresses are tried than the limit says`() throws {
        let scene = FetchScene(.refuses)
        let all = (0...HTTPFetchLimits.addressesMax).map { IPAddress.v4(0xc000_0280 + UInt32($0)) }
        scene.world.resolver.set(.answers(all), for: FetchScene.name)
        #expect(try scene.fetch().error == .connect(.refused))
        let tried = all.filter {
            scene.world.network.tally(of: Endpoint(address: $0, port: 80)).count > 0
        }
        #expect(tried.count == HTTPFetchLimits.addressesMax)
    }

    @Test func `of several causes the most telling is told`() throws {
        let scene = FetchScene(.refuses)
        scene.world.network.set(
            .localTrouble(.localRoute), at: Endpoint(address: FetchScene.v6, port: 80))
        scene.world.network.set(
            .hostUnreachable(), at: Endpoint(address: Self.others[0], port: 80))
        let all = [FetchScene.v6, FetchScene.v4, Self.others[0]]
        scene.world.resolver.set(.answers(all), for: FetchScene.name)
        #expect(try scene.fetch().error == .connect(.refused))
    }

    @Test func `a process without descriptors does not ask the next address`() throws {
        let scene = FetchScene(answer: Self.answer)
        scene.world.network.set(
            .localTrouble(.descriptors), at: Endpoint(address: FetchScene.v6, port: 80))
        scene.world.resolver.set(.answers([FetchScene.v6, FetchScene.v4]), for: FetchScene.name)
        #expect(try scene.fetch().error == .local(.descriptors))
    }

    @Test func `every address of a URL is one for the network`() throws {
        var mutator = ByteMutator(
            seed: 4291,
            corpus: ["1:2::3.4.5.6", "::", "1:2:3:4:5:6:7:8", "192.0.2.1", "::1"].map {
                Array($0.utf8)
            })
        var counts = (addresses: 0, others: 0)
        for _ in 0..<20_000 {
            let text = String(decoding: mutator.next(), as: UTF8.self)
            let isURL = (try? HTTPAddress("http://[\(text)]/")) != nil
            let address = IPAddress(text)
            #expect(isURL == (address?.isV6 == true), "\(text)")
            if isURL { counts.addresses += 1 } else { counts.others += 1 }
            let host = (try? HTTPAddress("http://\(text)/"))?.host
            #expect((host == .v4(text)) == (address?.isV6 == false), "\(text)")
        }
        #expect(min(counts.addresses, counts.others) > 500, "\(counts)")
    }
}
