import Network
import Testing

struct OrderTests {
    @Test func `log levels rise with what they matter`() {
        #expect(LogLevel.allCases.sorted() == [.debug, .info, .warn, .error])
        #expect(LogLevel.allCases.shuffled().max() == .error)
        #expect(!(LogLevel.info < .info))
    }

    @Test func `versions of TLS rise with their age`() {
        #expect(TLSVersion.allCases.shuffled().sorted() == [.tls10, .tls11, .tls12, .tls13])
    }

    @Test func `every problem of a certificate says so in its reason`() {
        for problem in CertificateProblem.allCases {
            #expect(problem.rawValue.hasPrefix("certificate_"))
        }
    }
}
