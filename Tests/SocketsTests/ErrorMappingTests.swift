import Kernel
import Network
import Sockets
import Testing

/// What Linux returns, and whose trouble it is: measured rows, each before the first packet has
/// left and on the way.
@Suite struct ErrorMappingTests {
    @Test(arguments: [
        (ErrorNumber.connectionRefused, NetworkError.refused),
        // Routes of kind blackhole, unreachable, prohibit; none; and no such family.
        (.invalidArgument, .local(.localRoute)), (.hostUnreachable, .local(.localRoute)),
        (.accessDenied, .local(.localRoute)), (.networkUnreachable, .local(.localRoute)),
        (.familyNotSupported, .local(.localRoute)), (.networkDown, .local(.localRoute)),
        (.addressNotAvailable, .local(.ports)),
        (.processDescriptors, .local(.descriptors)), (.systemDescriptors, .local(.descriptors)),
        (.noMemory, .local(.memory)), (.noBuffers, .local(.memory)),
        // A local packet filter.
        (.notPermitted, .local(.permission)),
        (ErrorNumber(rawValue: 4_095), .other(errorNumber: 4_095)),
    ])
    func `before the first packet most errors are our own trouble`(
        number: ErrorNumber, error: NetworkError
    ) {
        #expect(NetworkError(beforeSending: number) == error)
    }

    @Test(arguments: [
        (ErrorNumber.connectionRefused, NetworkError.refused),
        (.hostUnreachable, .hostUnreachable), (.networkUnreachable, .networkUnreachable),
        (.accessDenied, .hostUnreachable), (.hostDown, .hostUnreachable),
        (.hostIsolated, .hostUnreachable), (.noProtocol, .hostUnreachable),
        (.networkDown, .local(.localRoute)), (.timedOut, .timeout),
        (.connectionReset, .reset), (.brokenPipe, .reset), (.notConnected, .reset),
        (.connectionAborted, .reset),
        (.processDescriptors, .local(.descriptors)), (.systemDescriptors, .local(.descriptors)),
        (.noMemory, .local(.memory)), (.noBuffers, .local(.memory)),
        (.notPermitted, .local(.permission)),
        (ErrorNumber(rawValue: 4_095), .other(errorNumber: 4_095)),
    ])
    func `on the way most errors are the target's`(number: ErrorNumber, error: NetworkError) {
        #expect(NetworkError(onTheWay: number) == error)
    }

    @Test(arguments: [
        (ErrorNumber.addressInUse, ListenError.inUse),
        (.addressNotAvailable, .addressUnavailable), (.familyNotSupported, .addressUnavailable),
        (.accessDenied, .local(.permission)), (.notPermitted, .local(.permission)),
        (.processDescriptors, .local(.descriptors)), (.noMemory, .local(.memory)),
        (.invalidArgument, .other(errorNumber: ErrorNumber.invalidArgument.rawValue)),
    ])
    func `an address that cannot be listened on is told why`(
        number: ErrorNumber, error: ListenError
    ) {
        #expect(ListenError(number) == error)
    }
}
