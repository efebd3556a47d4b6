import Network

/// A message of the simulated TLS: a mark, a kind, a length of two bytes, that many bytes.
///
/// No cryptography and no versions: just enough to be cut anywhere, to be garbage, to fail.
struct TLSFrame: Equatable {
    enum Kind: UInt8 {
        /// The client begins: lowest and highest version by their places, the server's name.
        case clientHello = 1
        /// The server's certificates and all else it has to say, by their number.
        case serverFlight = 2
        /// The handshake is done, says this side.
        case finished = 3
        /// The handshake goes on; no meaning.
        case more = 4
        /// The handshake or the conversation is broken; the alert's number.
        case alert = 5
        /// Bytes of the conversation.
        case data = 6
        /// No more bytes will come from this side.
        case closeNotify = 7
    }

    static let mark: UInt8 = 0x16
    static let headerBytes = 4
    static let payloadBytesMax = 0xffff

    var kind: Kind
    var payload: [UInt8] = []

    /// The hello of a client with these settings.
    static func hello(_ settings: TLSSettings) -> TLSFrame {
        let highest = settings.maximumVersion ?? .tls13
        let lowest = settings.minimumVersion ?? min(.tls12, highest)
        let places = [lowest, highest].map {
            UInt8(TLSVersion.allCases.firstIndex(of: $0) ?? 0)
        }
        return TLSFrame(kind: .clientHello, payload: places + Array(settings.serverName.utf8))
    }

    /// The versions that a hello offers; none where it is none.
    static func versions(inHello payload: [UInt8]) -> [TLSVersion] {
        guard payload.count >= 2 else { return [] }
        return TLSVersion.allCases.enumerated().filter { place, _ in
            place >= Int(payload[0]) && place <= Int(payload[1])
        }.map(\.element)
    }

    var bytes: [UInt8] {
        [Self.mark, kind.rawValue, UInt8(payload.count >> 8), UInt8(payload.count & 0xff)] + payload
    }
}

/// What bytes of the simulated TLS have arrived, and where the next message begins.
struct TLSFrameReader {
    private var received: [UInt8] = []
    private var start = 0

    enum Next: Equatable {
        case frame(TLSFrame)
        case needsMore
        case garbage
    }

    mutating func receive(_ bytes: [UInt8]) {
        received.removeFirst(start)
        start = 0
        received += bytes
    }

    mutating func next() -> Next {
        let rest = received[start...]
        guard let mark = rest.first else { return .needsMore }
        guard mark == TLSFrame.mark else { return .garbage }
        guard rest.count >= TLSFrame.headerBytes else { return .needsMore }
        guard let kind = TLSFrame.Kind(rawValue: rest[start + 1]) else { return .garbage }
        let length = Int(rest[start + 2]) << 8 | Int(rest[start + 3])
        guard rest.count >= TLSFrame.headerBytes + length else { return .needsMore }
        let payload = Array(rest.dropFirst(TLSFrame.headerBytes).prefix(length))
        start += TLSFrame.headerBytes + length
        return .frame(TLSFrame(kind: kind, payload: payload))
    }
}
