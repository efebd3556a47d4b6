/// Why a text is no address for HTTP: one name a mistake.
public enum HTTPAddressError: Error, CaseIterable, Equatable, Sendable {
    /// More than ``HTTPAddressLimits/bytesMax``.
    case tooLong
    /// A byte beyond ASCII.
    case notASCII
    /// A space.
    case space
    /// Any other character that is not shown.
    case controlCharacter
    /// Without `scheme://`.
    case notAbsolute
    /// A scheme other than http and https.
    case unknownScheme
    /// Something behind a `#`, which is never sent.
    case fragment
    /// A user or a password before an `@`.
    case userinfo
    /// No host between the slashes.
    case missingHost
    /// Neither a name, nor an IPv4 address, nor an IPv6 address in brackets.
    case malformedHost
    /// A colon without a number from 1 to 65535 behind it.
    case malformedPort
    /// A path or a query with characters that stand there only percent-encoded.
    case malformedTarget

    /// What is wrong and what to do, for who wrote it; never a word of the address.
    public var explanation: StaticString {
        switch self {
        case .tooLong: "the URL is too long"
        case .notASCII: "the URL has letters beyond ASCII; write them percent-encoded"
        case .space: "the URL has a space; write %20"
        case .controlCharacter: "the URL has a control character"
        case .notAbsolute: "the URL does not begin with http:// or https://"
        case .unknownScheme: "the URL is neither http nor https"
        case .fragment: "the URL has a fragment, which is not sent; leave out # and all behind it"
        case .userinfo: "the URL has a user or a password; write an account"
        case .missingHost: "the URL has no host"
        case .malformedHost:
            "the host of the URL is neither a name nor an address; IPv6 stands in brackets"
        case .malformedPort: "the port of the URL is not a number from 1 to 65535"
        case .malformedTarget:
            "the path or query has a character to be percent-encoded, such as %5B for ["
        }
    }
}
