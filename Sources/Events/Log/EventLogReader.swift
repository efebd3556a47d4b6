/// Reads a log of events from its bytes, in whatever pieces they come.
///
/// No line ends the reading: a crash may leave half of one behind, and a newer program writes what
/// this one does not know. Memory is bounded by a piece and a line.
public struct EventLogReader: Sendable {
    /// A line that was read.
    public struct Line: Equatable, Sendable {
        /// Which one of the log it is, from 1.
        public let number: Int
        /// What it holds.
        public let content: Content
    }

    /// What a line holds.
    public enum Content: Equatable, Sendable {
        /// An event.
        case event(Event)
        /// Something of a kind that is not known, or nothing at all.
        case skipped
        /// Nothing that can be read.
        case broken(EventFault)
    }

    private var bytes: [UInt8] = []
    /// Where the next line begins.
    private var start = 0
    /// Up to where no line feed stands behind it.
    private var searched = 0
    private var number = 0
    /// The line that is coming is too long, and what came of it is gone.
    private var isDropping = false
    /// An event that stood behind what is broken of its line.
    private var rescued: Event?

    /// At the beginning of a log.
    public init() {}

    /// Takes a piece of any length.
    public mutating func receive(_ piece: [UInt8]) {
        bytes.removeSubrange(..<start)
        searched -= start
        start = 0
        bytes += piece
    }

    /// The next line that is there as a whole; nil where more bytes are needed.
    public mutating func next() -> Line? {
        if let line = takeRescued() { return line }
        guard let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
            searched = bytes.count
            if searched - start > EventLimits.lineBytesMax {
                isDropping = true
                start = searched
            }
            return nil
        }
        return line(to: end)
    }

    /// The line behind the last line feed, after the last piece; nil where nothing is left.
    public mutating func end() -> Line? {
        if let line = takeRescued() { return line }
        guard start < bytes.count || isDropping else { return nil }
        return line(to: bytes.count)
    }

    private mutating func line(to end: Int) -> Line {
        let content = content(Array(bytes[start..<end]))
        isDropping = false
        start = min(end + 1, bytes.count)
        searched = start
        number += 1
        return Line(number: number, content: content)
    }

    private mutating func content(_ line: [UInt8]) -> Content {
        guard !isDropping else { return .broken(.tooLong) }
        guard !line.allSatisfy({ [0x20, 0x09, 0x0d].contains($0) }) else { return .skipped }
        do throws(EventFault) {
            return try Event(line: line).map { .event($0) } ?? .skipped
        } catch {
            rescued = Self.rescue(line)
            return .broken(error)
        }
    }

    private mutating func takeRescued() -> Line? {
        defer { rescued = nil }
        return rescued.map { Line(number: number, content: .event($0)) }
    }

    /// How every line begins; no text holds it, since its quotation marks would be escaped.
    private static let beginning = Array(#"{"time":"#.utf8)

    /// The event behind half a line that nobody ended, as a crash leaves it before the next start.
    private static func rescue(_ line: [UInt8]) -> Event? {
        let last = line.indices.dropFirst().last { place in
            line[place] == beginning[0] && line[place...].starts(with: beginning)
        }
        guard let last else { return nil }
        do throws(EventFault) {
            return try Event(line: Array(line[last...]))
        } catch {
            return nil
        }
    }
}
