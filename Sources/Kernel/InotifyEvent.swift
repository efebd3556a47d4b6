import Backports
import CLinux

/// Names what is watched, for as long as it is.
public struct InotifyWatch: Hashable, Sendable {
    /// The number that the kernel gave.
    public let rawValue: Int32

    /// The watch with that number.
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }
}

/// One thing that happened to what is watched, inotify(7).
public struct InotifyEvent: Equatable, Sendable {
    /// Which watch it concerns; -1 for ``Kinds/overflow``.
    public let watch: InotifyWatch
    /// What happened.
    public let kinds: Kinds
    /// The entry of the directory that it happened to; empty where it was what is watched itself.
    public let name: [UInt8]

    /// An event of these parts.
    public init(watch: InotifyWatch, kinds: Kinds, name: [UInt8] = []) {
        self.watch = watch
        self.kinds = kinds
        self.name = name
    }

    /// What can happen, as bits of the kernel.
    public struct Kinds: OptionSet, Hashable, Sendable {
        /// The bits of the set.
        public let rawValue: UInt32

        /// A set of these bits.
        public init(rawValue: UInt32) {
            self.rawValue = rawValue
        }

        /// IN_MODIFY: it was written to or truncated.
        public static let modified = Kinds(rawValue: UInt32(IN_MODIFY))
        /// IN_CLOSE_WRITE: who could write to it has closed it.
        public static let closedAfterWriting = Kinds(rawValue: UInt32(IN_CLOSE_WRITE))
        /// IN_ATTRIB: its owner, permissions, times or number of links changed.
        public static let attributes = Kinds(rawValue: UInt32(IN_ATTRIB))
        /// IN_CREATE: an entry was made.
        public static let created = Kinds(rawValue: UInt32(IN_CREATE))
        /// IN_DELETE: an entry was taken away.
        public static let deleted = Kinds(rawValue: UInt32(IN_DELETE))
        /// IN_MOVED_FROM: an entry was given another name, here or elsewhere.
        public static let movedFrom = Kinds(rawValue: UInt32(IN_MOVED_FROM))
        /// IN_MOVED_TO: an entry has this name now.
        public static let movedTo = Kinds(rawValue: UInt32(IN_MOVED_TO))
        /// IN_DELETE_SELF: what is watched is gone.
        public static let selfDeleted = Kinds(rawValue: UInt32(IN_DELETE_SELF))
        /// IN_MOVE_SELF: what is watched has another name.
        public static let selfMoved = Kinds(rawValue: UInt32(IN_MOVE_SELF))
        /// IN_Q_OVERFLOW: more happened than the kernel keeps; events were lost.
        public static let overflow = Kinds(rawValue: UInt32(IN_Q_OVERFLOW))
        /// IN_IGNORED: the watch has ended.
        public static let ignored = Kinds(rawValue: UInt32(IN_IGNORED))
    }
}

/// Takes events out of the bytes that the kernel writes, `struct inotify_event` one after another.
public struct InotifyEventReader: Sendable {
    private static let headBytes = 16

    private var bytes: [UInt8] = []
    private var begin = 0

    /// A reader that has no bytes.
    public init() {}

    /// Whether all bytes so far were whole events that have been taken.
    public var isEmpty: Bool { begin == bytes.count }

    /// Adds what came next.
    public mutating func append(_ more: some Collection<UInt8>) {
        dropTaken()
        bytes.append(contentsOf: more)
    }

    /// Adds at most `count` bytes, which `body` writes.
    mutating func append<Failure: Error>(
        atMost count: Int, _ body: (inout OutputSpan<UInt8>) throws(Failure) -> Void
    ) throws(Failure) {
        dropTaken()
        try bytes.append(addingCapacity: count, initializingWith: body)
    }

    /// The next event; nil where more bytes are needed.
    public mutating func next() -> InotifyEvent? {
        let rest = bytes.count - begin
        guard rest >= Self.headBytes else { return nil }
        let nameBytes = Int(word(at: 12))
        guard rest - Self.headBytes >= nameBytes else { return nil }
        let name = bytes[(begin + Self.headBytes)...].prefix(nameBytes)
        let event = InotifyEvent(
            watch: InotifyWatch(rawValue: Int32(bitPattern: word(at: 0))),
            kinds: InotifyEvent.Kinds(rawValue: word(at: 4)),
            // Zeros fill it up, so that the next event is aligned.
            name: Array(name.prefix { $0 != 0 }))
        begin += Self.headBytes + nameBytes
        return event
    }

    /// A field of the event that begins at `begin`, in the order of this machine.
    private func word(at offset: Int) -> UInt32 {
        unsafe bytes.withUnsafeBytes { buffer in
            unsafe buffer.loadUnaligned(fromByteOffset: begin + offset, as: UInt32.self)
        }
    }

    private mutating func dropTaken() {
        bytes.removeFirst(begin)
        begin = 0
    }
}
