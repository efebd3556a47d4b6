import CLinux
import Kernel
import Simulation
import Testing

@Suite struct InotifyEventReaderTests {
    /// A name with zeros that fill it up, as the kernel writes it.
    private static func bytes(
        _ watch: Int32, _ mask: UInt32, _ name: String = "", nameBytes: UInt32 = 0
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        for word in [UInt32(bitPattern: watch), mask, 0, nameBytes] {
            unsafe withUnsafeBytes(of: word) { unsafe bytes.append(contentsOf: $0) }
        }
        let padding = Int(nameBytes) - name.utf8.count
        return bytes + Array(name.utf8) + [UInt8](repeating: 0, count: padding)
    }

    private static let several =
        bytes(1, UInt32(IN_CREATE), "sonde.yml", nameBytes: 16)
        + bytes(2, UInt32(IN_MODIFY))
        + bytes(-1, UInt32(IN_Q_OVERFLOW))
        + bytes(7, UInt32(IN_MOVED_TO | IN_ISDIR), "..data", nameBytes: 16)
        + bytes(1, UInt32(IN_IGNORED))

    private static let events = [
        InotifyEvent(
            watch: InotifyWatch(rawValue: 1), kinds: .created, name: Array("sonde.yml".utf8)),
        InotifyEvent(watch: InotifyWatch(rawValue: 2), kinds: .modified),
        InotifyEvent(watch: InotifyWatch(rawValue: -1), kinds: .overflow),
        InotifyEvent(
            watch: InotifyWatch(rawValue: 7),
            kinds: [.movedTo, InotifyEvent.Kinds(rawValue: UInt32(IN_ISDIR))],
            name: Array("..data".utf8)),
        InotifyEvent(watch: InotifyWatch(rawValue: 1), kinds: .ignored),
    ]

    private static func all(_ reader: inout InotifyEventReader) -> [InotifyEvent] {
        var events: [InotifyEvent] = []
        while let event = reader.next() { events.append(event) }
        return events
    }

    @Test func `several events in one buffer are told one by one`() {
        var reader = InotifyEventReader()
        #expect(reader.next() == nil && reader.isEmpty)
        reader.append(Self.several)
        #expect(!reader.isEmpty)
        #expect(Self.all(&reader) == Self.events)
        #expect(reader.isEmpty)
    }

    @Test func `a name that fills its room has no zero at its end`() {
        var reader = InotifyEventReader()
        let name = String(repeating: "a", count: 16)
        reader.append(Self.bytes(1, UInt32(IN_DELETE), name, nameBytes: 16))
        #expect(reader.next()?.name == Array(name.utf8))
    }

    @Test func `byte by byte there are the same events`() {
        var reader = InotifyEventReader()
        var events: [InotifyEvent] = []
        for byte in Self.several {
            reader.append([byte])
            events += Self.all(&reader)
        }
        #expect(events == Self.events)
        #expect(reader.isEmpty)
    }

    @Test func `what is cut off is told by its rest`() {
        let ends = [32, 48, 64, 96, 112]
        for count in 0...Self.several.count {
            var reader = InotifyEventReader()
            reader.append(Self.several[..<count])
            let events = Self.all(&reader)
            #expect(events == Array(Self.events.prefix(ends.count { $0 <= count })))
            #expect(reader.isEmpty == (count == 0 || ends.contains(count)), "\(count)")
        }
    }

    @Test func `100,000 wrong inputs give the same whole and in pieces`() {
        var mutator = ByteMutator(seed: 46, corpus: [Self.several])
        for round in 0..<100_000 {
            let input = mutator.next()
            var whole = InotifyEventReader()
            whole.append(input)
            let events = Self.all(&whole)
            var pieces = InotifyEventReader()
            var begin = 0
            var found: [InotifyEvent] = []
            for end in Cuts(seed: UInt8(truncatingIfNeeded: round | 1)).ends(of: input.count) {
                pieces.append(input[begin..<end])
                found += Self.all(&pieces)
                begin = end
            }
            guard found == events, pieces.isEmpty == whole.isEmpty else {
                _ = Issue.record("round \(round): \(input)")
                return
            }
        }
    }
}
