/// The first line of a response (RFC 9112 section 4).
struct HTTPStatusLine: Equatable, Sendable {
    let version: HTTPVersion
    /// 100 to 999.
    let status: Int

    /// Reads `version SP status SP words`; the words mean nothing.
    init(_ line: ArraySlice<UInt8>) throws(HTTPResponseError) {
        let version = line.prefix(8)
        let status = line.dropFirst(9).prefix(3)
        // The space behind the status is left out by some who have no words.
        guard line.dropFirst(8).first == HTTPGrammar.space, status.count == 3,
            line.count == 12 || line.dropFirst(12).first == HTTPGrammar.space
        else { throw .malformedStatusLine }
        do throws(HTTPSyntaxError) {
            self.version = try HTTPVersion(version)
        } catch {
            throw HTTPResponseError(error)
        }
        guard status.allSatisfy(HTTPGrammar.isDigit), status.first != UInt8(ascii: "0") else {
            throw .malformedStatus
        }
        self.status = status.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
}
