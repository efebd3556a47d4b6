import Glibc

/// A small client for the pages of the program, on one blocking socket for each request.
package struct HTTPClient {
    package let port: UInt16

    package init(port: UInt16) {
        self.port = port
    }

    package struct Response {
        package var status: Int
        /// By their names in lower case.
        package var fields: [String: String]
        package var body: String
    }

    package enum Failure: Error {
        case system(String, errorNumber: CInt)
        case malformed(String)
    }

    package func get(_ path: String, fields: [String] = []) throws -> Response {
        try send("GET", path, fields: fields)
    }

    package func send(
        _ method: String, _ path: String, fields: [String] = []
    ) throws -> Response {
        let socket = try connected()
        defer { _ = close(socket) }
        let lines =
            ["\(method) \(path) HTTP/1.1", "Host: localhost", "Connection: close"] + fields
        let request = Array((lines + ["", ""]).joined(separator: "\r\n").utf8)
        guard unsafe Glibc.send(socket, request, request.count, CInt(MSG_NOSIGNAL)) > 0
        else { throw Failure.system("send", errorNumber: errno) }
        return try Self.parse(try Self.readAll(socket))
    }

    /// A connection to the program, which the caller closes.
    package func connected() throws -> CInt {
        let socket = Glibc.socket(
            AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { throw Failure.system("socket", errorNumber: errno) }
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        unsafe setsockopt(
            socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let status = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else {
            let number = errno
            _ = close(socket)
            throw Failure.system("connect", errorNumber: number)
        }
        return socket
    }

    private static func readAll(_ socket: CInt) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = unsafe recv(socket, &buffer, buffer.count, 0)
            guard count >= 0 else { throw Failure.system("recv", errorNumber: errno) }
            if count == 0 { return bytes }
            bytes += buffer.prefix(count)
        }
    }

    private static func parse(_ bytes: [UInt8]) throws -> Response {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.firstRange(of: "\r\n\r\n") else { throw Failure.malformed(text) }
        let lines = text[..<end.lowerBound].split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count > 1, words[0] == "HTTP/1.1", let status = Int(words[1]) else {
            throw Failure.malformed(text)
        }
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstRange(of: ": ") else { throw Failure.malformed(text) }
            fields[line[..<colon.lowerBound].lowercased()] = String(line[colon.upperBound...])
        }
        let body = text[end.upperBound...]
        let isChunked = fields["transfer-encoding"] == "chunked" && !body.isEmpty
        return Response(
            status: status, fields: fields, body: isChunked ? try joined(body) : String(body))
    }

    /// RFC 9112 section 7.1; the bodies are ASCII, so characters are bytes.
    private static func joined(_ body: Substring) throws -> String {
        var rest = body.utf8[...]
        var text = ""
        while let end = rest.firstIndex(of: UInt8(ascii: "\r")),
            let size = Int(String(rest[..<end]) ?? "", radix: 16)
        {
            rest = rest[end...].dropFirst(2)
            guard rest.count >= size + 2 else { break }
            if size == 0 { return text }
            text += String(rest.prefix(size)) ?? ""
            rest = rest.dropFirst(size + 2)
        }
        throw Failure.malformed("chunks do not end well")
    }
}
