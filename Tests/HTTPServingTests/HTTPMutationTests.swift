import HTTPServing
import Simulation
import Testing

struct HTTPMutationTests {
    @Test func `20,000 mutated connections get well-formed answers and end`() async throws {
        let corpus = [
            get("/"), get("/") + get("/x") + get("/accept", "Accept: a\r\n"),
            "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n", "GET /accept HTTP/1.0\r\n\r\n",
            get("/", "Connection: close\r\n"), "OPTIONS * HTTP/1.1\r\nHost: [::1]:80\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
            get("/empty-slices", "Accept-Encoding: gzip, br\r\n") + get("/"),
        ].map { Array($0.utf8) }
        var mutator = ByteMutator(seed: 1991, corpus: corpus)
        try await World.run { world throws in
            var counts: [Int: Int] = [:]
            for round in 0..<20_000 {
                let bytes = mutator.next()
                let pipe = world.listener.connect()
                let cut = round % (bytes.count + 1)
                pipe.send(Array(bytes[..<cut]))
                world.loop.run()
                pipe.send(Array(bytes[cut...]))
                pipe.finish()
                world.loop.run()
                try #require(pipe.isClosed, "\(bytes)")
                for code in try codes(pipe.take(), to: bytes) { counts[code, default: 0] += 1 }
            }
            #expect(world.observer.openCount == 0)
            // Each kind of answer must have been reached, or this test says little.
            #expect(counts.keys.sorted() == [200, 400, 404, 405, 413, 505])
        }
    }

    /// The codes of the answers; an answer to HEAD has no body, which only the request tells.
    private func codes(_ answers: [UInt8], to request: [UInt8]) throws -> [Int] {
        if let all = try? answers.responses() { return all.map(\.code) }
        guard request.firstRange(of: Array("HEAD ".utf8)) != nil else {
            return try answers.responses().map(\.code)
        }
        var rest = answers
        var codes: [Int] = []
        while !rest.isEmpty {
            var whole = rest
            if let answer = try? ReceivedResponse(from: &whole), whole.isEmpty || starts(whole) {
                codes.append(answer.code)
                rest = whole
            } else {
                codes.append(try ReceivedResponse(from: &rest, toHead: true).code)
            }
        }
        return codes
    }

    private func starts(_ bytes: [UInt8]) -> Bool { bytes.starts(with: "HTTP/1.1 ".utf8) }
}
