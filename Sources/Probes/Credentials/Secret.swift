/// What only we and a peer should know; no description of anything shows it.
public struct Secret: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// At least one.
    public let bytes: [UInt8]

    /// A secret of these bytes.
    public init(_ bytes: [UInt8]) {
        precondition(!bytes.isEmpty, "a secret is something")
        self.bytes = bytes
    }

    /// That it is there, and nothing of it.
    public var description: String { String(decoding: SecretMask.mark, as: UTF8.self) }

    /// Nothing of it.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
