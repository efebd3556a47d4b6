/// What the fields of a request must and must not say together.
///
/// No request of ours has a body. One that is announced properly is refused with 413, and the
/// connection ends, so that nobody takes the body for the next request; one that is announced in
/// two ways or in none that we understand is a 400.
enum HTTPRequestRules {
    static func check(_ head: HTTPRequestHead) throws(HTTPRequestError) {
        try checkHost(head)
        try checkFraming(head)
    }

    /// RFC 9112 section 3.2: one and only one, which HTTP/1.0 may leave out.
    private static func checkHost(_ head: HTTPRequestHead) throws(HTTPRequestError) {
        let hosts = head.fields.filter { $0.name == "host" }
        guard hosts.count <= 1 else { throw .repeatedHost }
        guard let host = hosts.first else {
            guard head.version == .http10 else { throw .missingHost }
            return
        }
        guard HTTPAuthority.isValid(ArraySlice(host.value.utf8)) else { throw .malformedHost }
    }

    /// RFC 9112 sections 6.1 to 6.3.
    private static func checkFraming(_ head: HTTPRequestHead) throws(HTTPRequestError) {
        let lengths = head.fields.filter { $0.name == "content-length" }
        if let coding = head.value(of: "transfer-encoding") {
            guard lengths.isEmpty else { throw .contradictoryLength }
            guard head.version == .http11, coding.lowercased() == "chunked" else {
                throw .unknownTransferCoding
            }
            throw .bodyNotAccepted
        }
        guard lengths.count <= 1 else { throw .repeatedContentLength }
        guard let digits = lengths.first?.value.utf8 else { return }
        guard !digits.isEmpty, digits.allSatisfy(HTTPGrammar.isDigit) else {
            throw .malformedContentLength
        }
        // The number itself is of no interest, so it cannot overflow.
        guard digits.allSatisfy({ $0 == UInt8(ascii: "0") }) else { throw .bodyNotAccepted }
    }
}
