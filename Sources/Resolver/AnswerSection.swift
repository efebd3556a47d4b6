import CAres

/// The answers of a message, one record after the other (RFC 1035 section 4.1).
///
/// Everything in the message may be a lie: nothing is read beyond its end.
struct AnswerSection {
    /// CNAME (RFC 1035 section 3.2.2).
    static let aliasType: UInt16 = 5
    /// IN (RFC 1035 section 3.2.4).
    static let internetClass: UInt16 = 1

    /// The name that was asked for, as the message repeats it.
    let question: String
    /// How many records are still to come, if the message tells the truth.
    private(set) var countLeft: Int
    private let message: [UInt8]
    private var position: Int

    /// One record; what is in it is not looked at.
    struct Record {
        /// Whose it is.
        var owner: String
        /// TYPE and CLASS.
        var type: UInt16
        var recordClass: UInt16
        /// How long it holds; never negative.
        var timeToLiveSeconds: Int64
        /// Where its data are in the message.
        var data: Range<Int>
    }

    /// Nil where the message has not one question that can be read.
    init?(_ message: [UInt8]) {
        self.message = message
        position = 12
        guard message.count >= position, message[4] == 0, message[5] == 1,
            let (name, length) = Self.name(in: message, at: position)
        else { return nil }
        question = name
        position += length + 4
        guard position <= message.count else { return nil }
        countLeft = Int(message[6]) << 8 | Int(message[7])
    }

    /// The next record; nil at the end, and where none can be read though ``countLeft`` says so.
    mutating func next() -> Record? {
        guard countLeft > 0, let (owner, length) = name(at: position) else { return nil }
        let head = position + length
        let begin = head + 10
        guard begin <= message.count else { return nil }
        let end = begin + Int(number(at: head + 8))
        guard end <= message.count else { return nil }
        let seconds = UInt32(number(at: head + 4)) << 16 | UInt32(number(at: head + 6))
        countLeft -= 1
        position = end
        // RFC 2181 section 8: a time to live with its highest bit set counts as 0.
        return Record(
            owner: owner, type: number(at: head), recordClass: number(at: head + 2),
            timeToLiveSeconds: Int64(max(0, Int32(bitPattern: seconds))), data: begin..<end)
    }

    /// The 16 bits at a place that is in the message, and the one after it too.
    func number(at position: Int) -> UInt16 {
        UInt16(message[position]) << 8 | UInt16(message[position + 1])
    }

    /// The name at a place, perhaps beyond the end, and how many bytes it takes there.
    ///
    /// The root is the empty text; what is no plain character of a name is escaped with `\`.
    func name(at position: Int) -> (text: String, length: Int)? {
        Self.name(in: message, at: position)
    }

    private static func name(
        in message: [UInt8], at position: Int
    ) -> (text: String, length: Int)? {
        guard position < message.count else { return nil }
        return unsafe message.withUnsafeBufferPointer { bytes -> (text: String, length: Int)? in
            guard let start = bytes.baseAddress else { return nil }
            var text: UnsafeMutablePointer<CChar>?
            var length = 0
            let status = unsafe ares_expand_name(
                start + position, start, CInt(clamping: bytes.count), &text, &length)
            guard status == sonde_ares_success, let text = unsafe text else { return nil }
            defer { unsafe ares_free_string(text) }
            return unsafe (String(cString: text), length)
        }
    }
}
