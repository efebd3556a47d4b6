import Probes
import Testing

/// What the rows of databases, caches, clusters and directories make of answers.
@Suite struct DataServiceTests {
    @Test(arguments: DataAnswer.proofs + StandInAnswer.proofs)
    func `an answer proves its service, however it is cut`(answer: DataAnswer) throws {
        try expect(.success(answer.learned), of: answer, Service.script(answer.name))
    }

    @Test(arguments: DataAnswer.refusals + StandInAnswer.refusals)
    func `an answer that says no fails at once, however it is cut`(answer: DataAnswer) throws {
        try expect(
            .failure(.unexpectedResponse), of: answer, Service.script(answer.name))
    }

    @Test(arguments: DataAnswer.goAheads)
    func `a go-ahead leads to TLS, however it is cut`(answer: DataAnswer) throws {
        try expect(.success([:]), of: answer, upgrade(answer.name))
    }

    @Test(arguments: DataAnswer.refusedUpgrades)
    func `no TLS is begun where the server has none`(answer: DataAnswer) throws {
        try expect(.failure(.unexpectedResponse), of: answer, upgrade(answer.name), isCut: false)
    }

    @Test(arguments: DataAnswer.proofs + StandInAnswer.proofs)
    func `a server that closes within its answer proves nothing`(answer: DataAnswer) throws {
        let script = try Service.script(answer.name)
        let turns = answer.rehearsal.turns
        let last = try #require(turns.last)
        var isProved = false
        for count in last.indices {
            let cut = Rehearsal(turns: turns.dropLast() + [Array(last[..<count])], closes: true)
            switch cut.perform(script) {
            case .success: isProved = true
            case let other:
                #expect(!isProved, "\(count) bytes")
                // A whole line that does not fit is an answer, too.
                let hasLine = last[..<count].contains(0x0a)
                let isLine = hasLine && other == .failure(.unexpectedResponse)
                #expect(isLine || other == .failure(.closedEarly), "\(count) bytes")
            }
        }
    }

    @Test(arguments: DataAnswer.names, DataAnswer.strangers)
    func `another protocol is no proof`(name: String, said: String) throws {
        guard name != "redis" || !said.hasPrefix("-") else { return }
        for turns in [["", said], [said, ""]] {
            var rehearsal = Rehearsal(turns: turns.map { bytes($0) })
            let open = try rehearsal.perform(Service.script(name))
            rehearsal.closes = true
            let closed = try rehearsal.perform(Service.script(name))
            #expect([.open, .failure(.unexpectedResponse)].contains(open), "\(open)")
            let isRight = [.failure(.closedEarly), .failure(.unexpectedResponse)].contains(closed)
            #expect(isRight, "\(closed)")
        }
    }

    @Test func `after STARTTLS only what was not proved yet is asked`() throws {
        #expect(try Service.script("mysql", afterStartTLS: true).steps.isEmpty)
        for name in ["postgres", "ldap"] {
            let steps = try Service.script(name, afterStartTLS: true).steps
            #expect(try steps == Service.script(name).steps)
        }
    }

    private func upgrade(_ name: String) throws -> Script {
        Script([try #require(StartTLSProtocol(rawValue: name)).part(isAll: true)])
    }

    private func expect(
        _ outcome: Rehearsal.Outcome, of answer: DataAnswer, _ script: Script, isCut: Bool = true
    ) throws {
        #expect(answer.rehearsal.perform(script) == outcome)
        guard isCut else { return }
        #expect(answer.rehearsal.perform(script, bytewise: true) == outcome)
        let bytesMax = answer.rehearsal.turns.map(\.count).max() ?? 0
        for cut in 0..<bytesMax {
            #expect(answer.rehearsal.perform(script, cuts: [cut]) == outcome, "cut at \(cut)")
        }
    }
}
