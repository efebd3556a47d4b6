/// An answer as a client reads it, by rules of its own.
struct ReceivedResponse {
    var code: Int
    /// Names in lower case; a name comes once.
    var fields: [String: String]
    var body: [UInt8]
    /// How many bytes each chunk had, without the last, empty one.
    var chunks: [Int] = []

    var text: String { String(decoding: body, as: UTF8.self) }

    struct Malformed: Error {
        let what: String
    }

    /// Takes the first answer off `bytes`.
    init(from bytes: inout [UInt8], toHead: Bool = false) throws {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else {
            throw Malformed(what: "no head")
        }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
            .split(separator: "\r\n", omittingEmptySubsequences: false)
        let status = lines[0].split(separator: " ", maxSplits: 2)
        guard status.count == 3, status[0] == "HTTP/1.1", let code = Int(status[1]) else {
            throw Malformed(what: "status line \(lines[0])")
        }
        self.code = code
        fields = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstRange(of: ": ") else { throw Malformed(what: "\(line)") }
            let name = line[..<colon.lowerBound].lowercased()
            guard fields.updateValue(String(line[colon.upperBound...]), forKey: name) == nil else {
                throw Malformed(what: "\(name) twice")
            }
        }
        bytes.removeSubrange(..<end.upperBound)
        body = []
        if toHead { return }
        if fields["transfer-encoding"] == "chunked" {
            try takeChunks(from: &bytes)
        } else if let length = fields["content-length"] {
            guard let length = Int(length), length <= bytes.count else {
                throw Malformed(what: "body of \(bytes.count) instead of \(length)")
            }
            body = Array(bytes.prefix(length))
            bytes.removeFirst(length)
        } else {
            body = bytes
            bytes = []
        }
    }

    private mutating func takeChunks(from bytes: inout [UInt8]) throws {
        while true {
            guard let end = bytes.firstRange(of: Array("\r\n".utf8)),
                let size = Int(
                    String(decoding: bytes[..<end.lowerBound], as: UTF8.self), radix: 16),
                bytes.count >= end.upperBound + size + 2
            else { throw Malformed(what: "chunk") }
            body += bytes[end.upperBound..<end.upperBound + size]
            guard bytes[(end.upperBound + size)...].starts(with: "\r\n".utf8) else {
                throw Malformed(what: "end of chunk")
            }
            bytes.removeSubrange(..<(end.upperBound + size + 2))
            if size == 0 { return }
            chunks.append(size)
        }
    }
}

extension [UInt8] {
    /// The only answer in these bytes.
    func onlyResponse(toHead: Bool = false) throws -> ReceivedResponse {
        let all = try responses(toHead: toHead)
        guard all.count == 1 else {
            throw ReceivedResponse.Malformed(what: "\(all.count) answers")
        }
        return all[0]
    }

    /// All answers in these bytes, which end with the last.
    func responses(toHead: Bool = false) throws -> [ReceivedResponse] {
        var rest = self
        var all: [ReceivedResponse] = []
        while !rest.isEmpty { all.append(try ReceivedResponse(from: &rest, toHead: toHead)) }
        return all
    }
}
