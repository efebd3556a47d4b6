import Simulation
import Testing
import Wire

struct ProxyMutationTests {
    private enum Kind: CaseIterable {
        case socks5
        case connect

        var corpus: [[UInt8]] {
            let answers: [ProxyAnswer] =
                switch self {
                case .socks5: SOCKS5ClientTests.answers
                case .connect: HTTPConnectClientTests.answers
                }
            // Mutants of what is refused are mostly refused as well, and say little.
            return answers.filter { !$0.isRefused }.map(\.bytes).filter { !$0.isEmpty }
        }

        var client: any ProxyClient {
            let credentials = ProxyCredentials(username: "monitor", password: Array("open".utf8))
            return switch self {
            case .socks5: SOCKS5Client(to: .api, credentials: credentials)
            case .connect: HTTPConnectClient(to: .api, credentials: credentials)
            }
        }
    }

    @Test func `100,000 mutants open a tunnel, are refused or need more`() {
        for (seed, kind) in Kind.allCases.enumerated() {
            var mutator = ByteMutator(seed: 1928 + UInt64(seed), corpus: kind.corpus)
            var counts = (tunnels: 0, failures: 0, unfinished: 0)
            for round in 0..<50_000 {
                let bytes = mutator.next()
                switch ProxyTalk(kind.client, fed: bytes, pieces: 1 + round % 97).end {
                case .tunnel(let rest):
                    counts.tunnels += 1
                    if !bytes.suffix(rest.count).elementsEqual(rest) {
                        Issue.record("bytes of the tunnel are lost: \(bytes)")
                    }
                case .failed: counts.failures += 1
                case .unfinished: counts.unfinished += 1
                }
            }
            let least = min(counts.tunnels, counts.failures, counts.unfinished)
            #expect(least > 1_000, "\(kind): \(counts)")
        }
    }

    @Test func `5,000 mutants are judged alike whole and byte by byte`() {
        for (seed, kind) in Kind.allCases.enumerated() {
            var mutator = ByteMutator(seed: 1929 + UInt64(seed), corpus: kind.corpus)
            for _ in 0..<2_500 {
                let bytes = mutator.next()
                let whole = ProxyTalk(kind.client, fed: bytes, pieces: 100_000)
                #expect(ProxyTalk(kind.client, fed: bytes, pieces: 1) == whole, "\(bytes)")
            }
        }
    }
}
