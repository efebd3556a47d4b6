/// A number of JSON with the digits that it is written with, of which none is lost.
///
/// RFC 8259 section 6 sets no bounds: 0.1 and 2^64 are as good as any other.
public struct JSONNumeral: Hashable, Sendable {
    /// As it is written: `-0.5e3`.
    public let text: String

    /// A number whose grammar the caller answers for.
    init(text: String) {
        self.text = text
    }

    /// The number, where it is written without fraction and exponent and is none too large.
    public var integer: Int? { Int(text) }

    /// The nearest number that there is; nil where it is beyond all of them.
    public var double: Double? { Double(text).flatMap { $0.isFinite ? $0 : nil } }
}
