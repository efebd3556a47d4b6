/// Bytes to send, some of them known only when they are sent.
public struct Template: Hashable, Sendable {
    /// A part of what is sent.
    public enum Piece: Hashable, Sendable {
        /// Exactly these bytes.
        case bytes([UInt8])
        /// What a named group has captured before.
        case capture(String)
        /// The host as it is configured, an IPv6 address in brackets.
        case host
        /// The port, in decimal digits.
        case port
        /// The name that is sent and checked in TLS; the host where no TLS is configured.
        case serverName
        /// Sixteen hexadecimal digits that no other attempt sends.
        case attemptDigits
        /// A part of the account of the probe, which no transcript and no message shows.
        case account(AccountPart)
        /// Exactly these bytes, which no transcript and no message shows.
        case secret([UInt8])
        /// The first in the clear, the second where TLS is spoken from the first byte.
        case either(clear: [UInt8], tls: [UInt8])
    }

    /// What is sent, one piece after the other.
    public var pieces: [Piece]

    /// These pieces.
    public init(_ pieces: [Piece]) {
        self.pieces = pieces
    }

    /// Exactly these bytes, one part after the other.
    public init(bytes parts: [UInt8]...) {
        self.init([.bytes(Array(parts.joined()))])
    }

    /// The bytes for one attempt.
    func bytes(_ facts: AttemptFacts, _ captured: [String: [UInt8]]) -> [UInt8] {
        if case .bytes(let bytes) = pieces.first, pieces.count == 1 { return bytes }
        return pieces.flatMap { piece in
            switch piece {
            case .bytes(let bytes), .secret(let bytes): bytes
            case .capture(let name): captured[name] ?? []
            case .account(let part): facts.account[part]?.bytes ?? []
            case .host: Array(facts.host.utf8)
            case .port: Array(String(facts.port).utf8)
            case .serverName: Array(facts.serverName.utf8)
            case .attemptDigits: facts.digits
            case .either(let clear, let tls): facts.isUnderTLS ? tls : clear
            }
        }
    }

    /// The same, with a mark in place of each secret.
    var masked: Template {
        Template(
            pieces.map { piece in
                switch piece {
                case .secret, .account: .bytes(SecretMask.mark)
                default: piece
                }
            })
    }

    /// The bytes before anything is known, with names in place of what is filled in later.
    var written: [UInt8] {
        pieces.flatMap { piece in
            switch piece {
            case .bytes(let bytes): bytes
            case .secret: SecretMask.mark
            case .capture(let name): Array("${capture.\(name)}".utf8)
            case .account(let part): Array("${account.\(part.rawValue)}".utf8)
            case .host: Array("${host}".utf8)
            case .port: Array("${port}".utf8)
            case .serverName: Array("${server_name}".utf8)
            case .attemptDigits: Array("${attempt}".utf8)
            case .either(let clear, _): clear
            }
        }
    }
}

extension Template: ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
    /// The UTF-8 of a text.
    public init(stringLiteral text: String) {
        self.init(bytes: Array(text.utf8))
    }

    /// Pieces, one after the other.
    public init(arrayLiteral pieces: Piece...) {
        self.init(pieces)
    }
}

extension Template.Piece: ExpressibleByStringLiteral {
    /// The UTF-8 of a text.
    public init(stringLiteral text: String) {
        self = .bytes(Array(text.utf8))
    }
}

/// What a conversation may say of itself and of its peer.
public struct AttemptFacts: Sendable {
    /// The host as it is configured, an IPv6 address in brackets.
    public var host: String
    /// The port that is probed.
    public var port: UInt16
    /// The name for TLS.
    public var serverName: String
    /// A number that no other attempt has.
    public var number: UInt64
    /// Whether TLS is spoken from the first byte.
    public var isUnderTLS: Bool
    /// Those parts of its account that it may say.
    package var account: [AccountPart: Secret] = [:]
    /// What is hidden where the peer sends it back.
    package var hidden: [Secret] = []

    /// Facts of one attempt.
    public init(
        host: String, port: UInt16, serverName: String, number: UInt64, isUnderTLS: Bool = false
    ) {
        self.host = host
        self.port = port
        self.serverName = serverName
        self.number = number
        self.isUnderTLS = isUnderTLS
    }

    fileprivate var digits: [UInt8] {
        let digits = Array(String(number, radix: 16).utf8)
        return [UInt8](repeating: UInt8(ascii: "0"), count: max(0, 16 - digits.count)) + digits
    }
}
