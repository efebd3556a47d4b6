import Network
import Resolver
import Testing

struct ErrorTests {
    /// The numbers are those of ares.h.
    @Test(
        arguments: [
            (4, ResolveError.notFound), (1, .noData), (2, .serverFailure), (3, .serverFailure),
            (5, .serverFailure), (6, .refused), (12, .timeout), (10, .malformed), (8, .malformed),
            (7, .malformed), (17, .malformed), (15, .local(.memory)), (16, .cancelled),
            (24, .cancelled), (11, .serverFailure), (19, .other(status: 19)),
        ] as [(Int32, ResolveError)])
    func `each status of the library has its error`(status: Int32, error: ResolveError) {
        #expect(ResolveError(status: status) == error)
    }

    /// The numbers are those of errno(3) on Linux.
    @Test(
        arguments: [
            (111, false, ResolveError.serverFailure), (104, false, .serverFailure),
            (24, true, .local(.descriptors)), (23, true, .local(.descriptors)),
            (12, true, .local(.memory)), (105, false, .local(.memory)), (28, true, .local(.memory)),
            (101, true, .local(.localRoute)), (101, false, .local(.localRoute)),
            (22, false, .local(.localRoute)), (113, true, .local(.localRoute)),
            (113, false, .serverFailure), (13, true, .local(.localRoute)),
            (13, false, .local(.permission)), (1, false, .local(.permission)),
            (99, true, .local(.ports)),
        ] as [(Int32, Bool, ResolveError)])
    func `a socket that does not work is our trouble or the server's`(
        errorNumber: Int32, isBeforeSending: Bool, error: ResolveError
    ) {
        let made = ResolveError(
            status: 11, errorNumber: errorNumber, isBeforeSending: isBeforeSending)
        #expect(made == error)
    }

    @Test(arguments: [
        (ResolveError.notFound, ResolveError.timeout, ResolveError.notFound),
        (.noData, .timeout, .timeout), (.noData, .noData, .noData),
        (.noData, .local(.memory), .local(.memory)), (.timeout, .serverFailure, .timeout),
        (.local(.descriptors), .refused, .local(.descriptors)), (.notFound, .noData, .notFound),
        (.cancelled, .notFound, .cancelled), (.malformed, .refused, .refused),
    ])
    func `the more telling of two families is said`(
        one: ResolveError, other: ResolveError, said: ResolveError
    ) {
        #expect(ResolveError.moreTelling(ofFamilies: one, other) == said)
        #expect(ResolveError.moreTelling(ofFamilies: other, one) == said)
    }
}
