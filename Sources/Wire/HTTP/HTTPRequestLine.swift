/// The first line of a request (RFC 9112 section 3).
struct HTTPRequestLine: Equatable, Sendable {
    let method: HTTPMethod
    let target: HTTPRequestTarget
    let version: HTTPVersion

    /// Reads `method SP target SP version`, with exactly these two spaces.
    init(_ line: ArraySlice<UInt8>) throws(HTTPRequestError) {
        let parts = line.split(
            separator: HTTPGrammar.space, maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else {
            throw .malformedRequestLine
        }
        guard HTTPGrammar.isToken(parts[0]) else { throw .malformedMethod }
        method = HTTPMethod(parts[0])
        do throws(HTTPSyntaxError) {
            version = try HTTPVersion(parts[2])
        } catch {
            throw HTTPRequestError(error)
        }
        target = try HTTPRequestTarget(parts[1], method: method)
    }
}

/// What a request is about, taken apart at the question mark.
struct HTTPRequestTarget: Equatable, Sendable {
    let path: String
    let query: String?

    /// Reads the origin form, the absolute form, or the asterisk of OPTIONS (RFC 9112 section 3.2).
    init(_ target: ArraySlice<UInt8>, method: HTTPMethod) throws(HTTPRequestError) {
        if target.elementsEqual("*".utf8) {
            guard method == .options else { throw .malformedTarget }
            path = "*"
            query = nil
            return
        }
        let origin = try Self.origin(target)
        let mark = origin.firstIndex(of: UInt8(ascii: "?")) ?? origin.endIndex
        let query = origin[mark...].dropFirst()
        guard HTTPGrammar.isEncoded(origin[..<mark], HTTPGrammar.isPath),
            HTTPGrammar.isEncoded(query, HTTPGrammar.isQuery)
        else { throw .malformedTarget }
        let path = String(decoding: origin[..<mark], as: UTF8.self)
        self.path = path.isEmpty ? "/" : path
        self.query = mark < origin.endIndex ? String(decoding: query, as: UTF8.self) : nil
    }

    /// The part from the path on; empty or a mere query only in the absolute form.
    private static func origin(
        _ target: ArraySlice<UInt8>
    ) throws(HTTPRequestError) -> ArraySlice<UInt8> {
        if target.first == UInt8(ascii: "/") { return target }
        // A proxy's form, which every server has to understand (RFC 9112 section 3.2.2).
        guard let colon = target.firstIndex(of: UInt8(ascii: ":")),
            ["http", "https"].contains(
                String(decoding: target[..<colon], as: UTF8.self).lowercased()),
            target[colon...].starts(with: "://".utf8)
        else { throw .malformedTarget }
        let rest = target[colon...].dropFirst(3)
        let end = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") }
        let authority = rest[..<(end ?? rest.endIndex)]
        guard let first = authority.first, first != UInt8(ascii: ":"),
            HTTPAuthority.isValid(authority)
        else { throw .malformedTarget }
        return rest[authority.endIndex...]
    }
}

/// `host` or `host:port`, as the Host field and the absolute form have it.
enum HTTPAuthority {
    /// Whether it follows RFC 3986 section 3.2, without a user; it may be empty (RFC 9110 section
    /// 7.2).
    static func isValid(_ authority: ArraySlice<UInt8>) -> Bool {
        var rest = authority
        if rest.first == UInt8(ascii: "[") {
            guard let end = rest.firstIndex(of: UInt8(ascii: "]")) else { return false }
            let address = rest[..<end].dropFirst()
            guard !address.isEmpty, address.allSatisfy(isAddress) else { return false }
            rest = rest[(end + 1)...]
        } else {
            let end = rest.firstIndex(of: UInt8(ascii: ":")) ?? rest.endIndex
            guard HTTPGrammar.isEncoded(rest[..<end], HTTPGrammar.isRegisteredName) else {
                return false
            }
            rest = rest[end...]
        }
        guard let colon = rest.popFirst() else { return true }
        return colon == UInt8(ascii: ":") && rest.allSatisfy(HTTPGrammar.isDigit)
    }

    private static func isAddress(_ byte: UInt8) -> Bool {
        HTTPGrammar.isHexadecimal(byte) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
    }
}
