import FaultServers
import Testing

extension Services {
    /// MongoDB, Kafka, Cassandra and Elasticsearch, by their specifications.
    @Suite struct StandInTests {
        @Test(arguments: StandIn.allCases, StandIn.Mood.allCases)
        func `a server is judged by what it says`(standIn: StandIn, mood: StandIn.Mood) throws {
            let server = StandInServer(standIn, mood)
            let attempt = try Attempt(server.port, service: standIn.rawValue)
            let right = mood == .unwilling ? Stranger.unexpected : "success"
            #expect(attempt.outcome == right, "\(attempt.text)")
            #expect(server.heardWrong == [])
        }

        @Test(arguments: StandIn.allCases, [0, 1, 7, 20])
        func `a server that breaks off in its answer proves nothing`(
            standIn: StandIn, bytes: Int
        ) throws {
            for (end, reason) in [
                (StandInServer.Cut.End.close, "closed_early"), (.reset, "reset"),
            ] {
                let server = StandInServer(standIn, cut: .init(after: bytes, end))
                let attempt = try Attempt(server.port, service: standIn.rawValue)
                let isRight = attempt.outcome.hasPrefix(reason + " ")
                // Of HTTP a line may be there, and not yet what proves the service.
                let isLine = bytes == 20 && attempt.outcome == Stranger.unexpected
                #expect(isRight || isLine, "\(attempt.text)")
                #expect(server.heardWrong == [])
            }
        }

        @Test(arguments: [StandIn.kafka])
        func `a server that falls silent in its answer is waited for`(standIn: StandIn) throws {
            let server = StandInServer(standIn, cut: .init(after: 7, .silence))
            let attempt = try Attempt(server.port, service: standIn.rawValue)
            #expect(attempt.outcome == Stranger.timeout, "\(attempt.text)")
        }

        // One of HTTP waits for a line of whoever speaks anything else.
        @Test(arguments: [StandIn.mongodb, .kafka, .cassandra], StandIn.allCases)
        func `a server is nothing else`(standIn: StandIn, other: StandIn) throws {
            guard standIn != other else { return }
            let server = StandInServer(standIn)
            let attempt = try Attempt(server.port, service: other.rawValue)
            #expect(attempt.status == 1, "\(attempt.text)")
            #expect(attempt.outcome.hasSuffix("(in phase exchange)"), "\(attempt.text)")
        }
    }
}
