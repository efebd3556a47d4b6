import Testing
import Wire

/// What became of a client that was fed some bytes.
struct ProxyTalk: Equatable {
    /// All that it wrote.
    var sent: [UInt8] = []
    /// The part of it that asks for the destination.
    var request: [UInt8] = []
    var end = End.unfinished

    enum End: Equatable {
        case unfinished
        case tunnel(rest: [UInt8])
        case failed(ProxyFailure)
    }

    /// Feeds a client in pieces of one size, each when it asks for more.
    init(_ client: any ProxyClient, fed bytes: [UInt8], pieces size: Int) {
        var client = client
        var start = 0
        do throws(ProxyFailure) {
            while end == .unfinished {
                switch try client.next() {
                case .negotiate(let bytes): sent += bytes
                case .request(let bytes):
                    sent += bytes
                    request += bytes
                case .receive:
                    guard start < bytes.count else { return }
                    let next = min(start + size, bytes.count)
                    client.receive(Array(bytes[start..<next]))
                    start = next
                case .tunnel:
                    client.receive(Array(bytes[start...]))
                    if case .tunnel(let rest) = try client.next() { end = .tunnel(rest: rest) }
                }
            }
        } catch {
            end = .failed(error)
            #expect(throws: error, "a failure is final") { try client.next() }
        }
    }
}

/// What a proxy says, to a client of which kind, and what becomes of that.
struct ProxyAnswer: Sendable, CustomTestStringConvertible {
    let bytes: [UInt8]
    let end: ProxyTalk.End
    var hasCredentials = false

    var testDescription: String {
        String(decoding: bytes.prefix(60), as: UTF8.self).debugDescription
    }

    init(_ bytes: [UInt8], _ end: ProxyTalk.End, hasCredentials: Bool = false) {
        self.bytes = bytes
        self.end = end
        self.hasCredentials = hasCredentials
    }

    init(_ text: String, _ end: ProxyTalk.End) {
        self.init(Array(text.utf8), end)
    }

    var isRefused: Bool { if case .failed(.refused) = end { true } else { false } }

    var credentials: ProxyCredentials? {
        hasCredentials ? ProxyCredentials(username: "monitor", password: Array("open".utf8)) : nil
    }
}

/// Made anew each time: what one static of several kinds holds LeakSanitizer takes for lost, since
/// the pointer has the kind in its upper bits.
extension ProxyDestination {
    static var api: ProxyDestination { .name("api.example.com", port: 443) }

    static var ip4: ProxyDestination {
        .address(NumericEndpoint(text: "192.0.2.1", octets: [192, 0, 2, 1], port: 8080))
    }

    static var ip6: ProxyDestination {
        .address(
            NumericEndpoint(
                text: "2001:db8::1",
                octets: [0x20, 1, 0x0d, 0xb8] + [UInt8](repeating: 0, count: 11) + [1], port: 443))
    }
}
