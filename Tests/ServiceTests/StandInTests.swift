import FaultServers
import Testing
import Workbench

extension Services {
    /// MongoDB, Kafka, Cassandra and Elasticsearch, by their specifications.
    @Suite struct StandInTests {
        @Test(arguments: StandIn.allCases, StandIn.Mood.allCases)
        func `a server is judged by what it says`(standIn: StandIn, mood: StandIn.Mood) throws {
            let server = StandInServer(standIn, mood)
            try expect(
                mood == .unwilling ? .unexpected : .success, of: .service(standIn.rawValue),
                at: server.port)
            #expect(server.heardWrong == [])
        }

        @Test(arguments: StandIn.allCases, [0, 1, 7, 20])
        func `a server that breaks off in its answer proves nothing`(
            standIn: StandIn, bytes: Int
        ) throws {
            for (end, outcome) in [
                (StandInServer.Cut.End.close, ServiceAttempt.Outcome.closedEarly),
                (.reset, .reset),
            ] {
                let server = StandInServer(standIn, cut: .init(after: bytes, end))
                let attempt = try ServiceAttempt(.service(standIn.rawValue), at: server.port)
                // Of HTTP a line may be there, and not yet what proves the service.
                let isLine = bytes == 20 && attempt.outcome == .unexpected
                #expect(attempt.outcome == outcome || isLine, "\(attempt)")
                #expect(server.heardWrong == [])
            }
        }

        @Test func `a server that falls silent in its answer is waited for`() throws {
            let server = StandInServer(.kafka, cut: .init(after: 7, .silence))
            try expect(.timeout, of: .service("kafka"), at: server.port)
        }

        // One of HTTP waits for a line of whoever speaks anything else.
        @Test(arguments: [StandIn.mongodb, .kafka, .cassandra], StandIn.allCases)
        func `a server is nothing else`(standIn: StandIn, other: StandIn) throws {
            guard standIn != other else { return }
            let server = StandInServer(standIn)
            let attempt = try ServiceAttempt(.service(other.rawValue), at: server.port)
            guard case .failure(_, "exchange") = attempt.outcome else {
                Issue.record("\(attempt)")
                return
            }
        }
    }
}
