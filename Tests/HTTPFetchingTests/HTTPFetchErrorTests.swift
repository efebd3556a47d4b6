import HTTPFetching
import Network
import Testing
import Wire

struct HTTPFetchErrorTests {
    private static let network: [NetworkError] = [
        .refused, .reset, .hostUnreachable, .networkUnreachable, .timeout,
        .other(errorNumber: 71),
    ]

    private static let resolving: [ResolveError] = [
        .notFound, .noData, .timeout, .serverFailure, .refused, .malformed, .other(status: 7),
    ]

    private static let others: [HTTPFetchError] = [
        .broken(.hostUnreachable), .tls(.alert(40)),
        .tls(.protocolViolation("wrong version number")), .timeout, .reset, .closedEarly,
        .tooLarge(bodyBytesMax: 1_000), .cancelled,
    ]

    private static let all: [HTTPFetchError] = {
        var all = others
        all += resolving.map { .resolve($0) }
        all += network.map { .connect($0) }
        all += CertificateProblem.allCases.map { .certificate($0) }
        all += HTTPResponseError.allCases.map { .malformed($0) }
        all += LocalTrouble.allCases.map { .local($0) }
        return all
    }()

    @Test func `every cause has words of its own`() {
        let texts = Self.all.map(\.description)
        for text in texts {
            #expect(!text.isEmpty)
            #expect(!text.contains("("), "a name of the program is shown: \(text)")
        }
        #expect(Set(texts).count == texts.count)
    }

    @Test(
        arguments: [
            (.resolve(.notFound), "the name does not exist"),
            (.tls(.alert(40)), "the server broke TLS off with alert 40, handshake_failure"),
            (.tooLarge(bodyBytesMax: 9), "the document has more than 9 bytes"),
            (
                .malformed(.malformedStatus),
                "the answer cannot be read: its status is not a number from 100 to 999"
            ),
            (.broken(.networkUnreachable), "the connection broke: the network cannot be reached"),
            (.local(.descriptors), "this machine has no descriptor left"),
        ] as [(HTTPFetchError, String)])
    func `a cause is told in words`(error: HTTPFetchError, words: String) {
        #expect(error.description == words)
    }
}
