/// The one way in which a ``TCPFaultServer`` misbehaves.
public enum TCPFault: String, CaseIterable, Sendable {
    /// Listens to nobody, so that the kernel answers each SYN with an RST; nobody else can take the
    /// port meanwhile.
    case refuse
    /// Accepts, and never says a word.
    case silent
    /// Accepts, and closes at once (FIN).
    case close
    /// Accepts, and breaks off at once (RST).
    case reset
    /// Speaks first, as an SSH server does, then waits.
    case banner
    /// Answers the first bytes as an HTTP server does that was asked for no HTTP, then closes.
    case plainText
    /// Answers the first bytes with bytes that mean nothing, then waits.
    case garbage
    /// Ends its own side at once and goes on reading.
    case halfClose
    /// Speaks first, with an urgent byte in the middle (RFC 6093), then waits.
    case urgent
    /// Speaks first, and breaks off (RST).
    case bannerThenReset
    /// Never accepts, and its queue is full: the kernel drops each SYN.
    case fullBacklog
    /// Breaks off (RST) at the first bytes.
    case resetAfterFirstBytes
    /// Closes (FIN) at the first bytes.
    case closeAfterFirstBytes
    /// Answers the first bytes with the fatal TLS alert handshake_failure, then closes.
    case alert
    /// Says one byte of a TLS handshake record a second.
    case trickle
    /// Reads all there is; at its end says in decimal how many bytes there were, and closes.
    case drain

    /// Whether a connection can be had at all.
    public var accepts: Bool { self != .fullBacklog && self != .refuse }

    /// What ``banner`` says.
    public static let bannerText = "SSH-2.0-OpenSSH_9.2\r\n"

    /// What is said as soon as the connection stands, and how it goes on then.
    var greeting: Reaction {
        switch self {
        case .close: Reaction(end: .close)
        case .reset: Reaction(end: .reset)
        case .banner: Reaction(says: Array(Self.bannerText.utf8))
        case .urgent:
            Reaction(
                says: Array(Self.bannerText.utf8.prefix(4)), urgent: UInt8(ascii: "!"),
                goesOn: Array(Self.bannerText.utf8.dropFirst(4)))
        case .bannerThenReset: Reaction(says: Array(Self.bannerText.utf8), end: .reset)
        case .halfClose: Reaction(end: .finishWriting)
        default: Reaction()
        }
    }

    /// What is said to the first bytes.
    var answer: Reaction {
        switch self {
        case .plainText:
            Reaction(says: Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8), end: .close)
        case .garbage: Reaction(says: (0..<200).map { UInt8(($0 * 73 + 29) & 0xff) })
        case .resetAfterFirstBytes: Reaction(end: .reset)
        case .closeAfterFirstBytes: Reaction(end: .close)
        // RFC 8446 section 6: a record of type 21, level fatal (2), handshake_failure (40).
        case .alert: Reaction(says: [21, 3, 3, 0, 2, 2, 40], end: .close)
        default: Reaction()
        }
    }

    /// What ``trickle`` says: the head of a handshake record that is never finished.
    static let slowBytes: [UInt8] = [22, 3, 3, 1, 0]
}

/// Something said, and what becomes of the connection.
struct Reaction: Sendable {
    var says: [UInt8] = []
    /// Sent out of band between what it says and what it goes on with.
    var urgent: UInt8?
    var goesOn: [UInt8] = []
    var end = End.none

    enum End: Sendable {
        case none
        case finishWriting
        case close
        case reset
    }
}
