/// Cuts bytes into lines that end in CR LF, and refuses what no line of a head may hold.
///
/// A bare LF or CR is where one reader sees one line and another two (RFC 9112 section 2.2), so
/// both are errors, as NUL and the other control characters are (RFC 9110 section 5.5).
struct HTTPLineScanner: Sendable {
    private var bytes: [UInt8] = []
    private var lineStart = 0
    private var position = 0
    private var followsCarriageReturn = false
    private let headBytesMax: Int

    /// A scanner of heads of at most so many bytes, line ends included.
    init(headBytesMax: Int) {
        self.headBytesMax = headBytesMax
    }

    var holdsBytes: Bool { !bytes.isEmpty }

    mutating func receive(_ piece: [UInt8]) {
        bytes += piece
    }

    /// The next line without its end, of at most so many bytes; nil where it has not arrived.
    mutating func nextLine(
        lineBytesMax: Int = .max
    ) throws(HTTPSyntaxError) -> ArraySlice<UInt8>? {
        while position < bytes.count {
            // The first byte held is the first of the head, so the position counts its bytes.
            guard position < headBytesMax else { throw .headTooLong }
            let byte = bytes[position]
            position += 1
            if followsCarriageReturn {
                guard byte == HTTPGrammar.lineFeed else { throw .bareCarriageReturn }
                followsCarriageReturn = false
                defer { lineStart = position }
                return bytes[lineStart..<position - 2]
            }
            if byte == HTTPGrammar.carriageReturn {
                followsCarriageReturn = true
            } else {
                try check(byte, lineBytesMax)
            }
        }
        return nil
    }

    /// Forgets the lines handed out; the next byte is the first of another head.
    mutating func discardScanned() {
        bytes.removeSubrange(..<lineStart)
        position -= lineStart
        lineStart = 0
    }

    /// Hands over what stands behind the lines handed out.
    mutating func takeRest() -> [UInt8] {
        defer {
            bytes = []
            lineStart = 0
            position = 0
        }
        return Array(bytes[lineStart...])
    }

    private func check(_ byte: UInt8, _ lineBytesMax: Int) throws(HTTPSyntaxError) {
        guard byte != HTTPGrammar.lineFeed else { throw .bareLineFeed }
        guard !HTTPGrammar.isControl(byte) else { throw .controlCharacter }
        guard position - lineStart <= lineBytesMax else { throw .lineTooLong }
    }
}
