import HTTPFetching
import Network
import Simulation
import Testing
import Time
import Wire

struct HTTPFetchTLSTests {
    private static let answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
    private static let url = "https://inventory.example/"

    private static func scene(
        _ answer: TLSServerAnswer = .completes(FetchScene.facts()),
        _ turns: ServerTurns.Turn...
    ) -> FetchScene {
        FetchScene(tls: answer, then: [.hear("GET / HTTP/1.1\r\n")] + turns)
    }

    @Test func `a document is fetched from who proves its name`() throws {
        let scene = Self.scene(.completes(FetchScene.facts()), .say(Self.answer))
        #expect(try scene.fetch(Self.url).text == "hello")
        #expect(scene.world.network.openConnections == 0)
    }

    @Test(arguments: CertificateProblem.allCases)
    func `a bad certificate is refused before anything is asked`(
        problem: CertificateProblem
    ) throws {
        let scene = Self.scene(.completes(FetchScene.facts(.failed(problem))), .say(Self.answer))
        #expect(try scene.fetch(Self.url).error == .certificate(problem))
        #expect(scene.world.network.openConnections == 0)
    }

    @Test func `a protocol that we do not speak is refused`() throws {
        var facts = FetchScene.facts()
        facts.applicationProtocol = "h2\u{1b}"
        #expect(
            try Self.scene(.completes(facts)).fetch(Self.url).error
                == .tls(.protocolViolation("the server picked h2\\u{1B}")))
        facts.applicationProtocol = "http/1.1"
        #expect(
            try Self.scene(.completes(facts), .say(Self.answer)).fetch(Self.url).text == "hello")
    }

    @Test(
        arguments: [
            (.alert(40), .tls(.alert(40))), (.truncates, .closedEarly), (.resets, .reset),
            (.garbage([1, 2, 3, 4]), .tls(.protocolViolation("wrong version number"))),
            (.endless, .tls(.protocolViolation("the handshake never ends"))),
        ] as [(TLSServerAnswer, HTTPFetchError)])
    func `a handshake that fails is told with its cause`(
        answer: TLSServerAnswer, error: HTTPFetchError
    ) throws {
        #expect(try FetchScene(tls: answer, then: []).fetch(Self.url).error == error)
    }

    @Test func `an answer until the end is whole only with a close_notify`() throws {
        let text = "HTTP/1.1 200 OK\r\n\r\nhello"
        let good = FetchScene.facts()
        #expect(
            try Self.scene(.completes(good), .say(text), .closeNotify).fetch(Self.url).text
                == "hello")
        #expect(
            try Self.scene(.completes(good), .say(text), .act(.finish)).fetch(Self.url).error
                == .closedEarly)
    }

    @Test func `an alert instead of an answer is told with its number`() throws {
        #expect(
            try Self.scene(.completes(FetchScene.facts()), .alert(116)).fetch(Self.url).error
                == .tls(.alert(116)))
    }

    @Test func `records that say nothing are heard up to a limit`() throws {
        let scene = Self.scene(
            .completes(FetchScene.facts()),
            .emptyRecords(HTTPFetchLimits.idleRecordBytesMax / 4 + 1), .say(Self.answer))
        #expect(
            try scene.fetch(Self.url).error
                == .tls(.protocolViolation("records of TLS come that say nothing")))
        let few = Self.scene(
            .completes(FetchScene.facts()), .emptyRecords(100), .say(Self.answer))
        #expect(try few.fetch(Self.url).text == "hello")
    }

    @Test(arguments: [SimulatedTLS.Trouble.sessions, .handshakes])
    func `a lack of memory is our own trouble`(trouble: SimulatedTLS.Trouble) throws {
        let scene = Self.scene(.completes(FetchScene.facts()), .say(Self.answer))
        scene.world.tls.set(trouble)
        #expect(try scene.fetch(Self.url).error == .local(.memory))
    }
}
