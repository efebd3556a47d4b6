import CLinux

/// What may be done with a descriptor without waiting.
public struct Readiness: OptionSet, Hashable, Sendable {
    /// The bits of the set.
    public let rawValue: UInt8

    /// A set of these bits.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Bytes, an end or an error can be read; a connection can be accepted.
    public static let read = Readiness(rawValue: 1)
    /// Bytes can be written, or a connection attempt has ended.
    public static let write = Readiness(rawValue: 2)
    /// An error or a hang-up was told, so that both are ready: the next call says which it was.
    public static let failure = Readiness(rawValue: 4)
    /// The end of what comes, an error or urgent data was told: a read that took less than it could
    /// may have left something, of which epoll will not tell again.
    public static let exception = Readiness(rawValue: 8)
    /// Reading or writing.
    public static let either: Readiness = [.read, .write]
}

/// An instance of epoll(7) with room for a batch of events.
@safe
public struct Epoll: ~Copyable {
    private static let batchMax = 256
    private let descriptor: FileDescriptor
    private let events: UnsafeMutablePointer<epoll_event>

    /// A new instance.
    public init() throws(ErrorNumber) {
        descriptor = FileDescriptor(
            owning: try systemCall { epoll_create1(CInt(EPOLL_CLOEXEC)) })
        unsafe events = .allocate(capacity: Self.batchMax)
    }

    deinit {
        unsafe events.deallocate()
    }

    /// How an interest is told.
    public enum Trigger: Sendable {
        /// Once for each change: read or write until it would block, then wait.
        case edge
        /// As long as it holds.
        case level
    }

    /// Begins to watch `descriptor`; its events carry `token`.
    public func add(
        _ descriptor: CInt, _ interest: Readiness, _ trigger: Trigger, token: UInt64
    ) throws(ErrorNumber) {
        try control(EPOLL_CTL_ADD, descriptor, interest, trigger, token)
    }

    /// Changes what is watched of `descriptor`.
    public func modify(
        _ descriptor: CInt, _ interest: Readiness, _ trigger: Trigger, token: UInt64
    ) throws(ErrorNumber) {
        try control(EPOLL_CTL_MOD, descriptor, interest, trigger, token)
    }

    /// Ends the watch of a `descriptor` that stays open, or that its owner has closed already.
    public func remove(_ descriptor: CInt) {
        // A library may have closed the descriptor, and the kernel forgot it then: nothing is lost.
        _ = epoll_ctl(self.descriptor.number, EPOLL_CTL_DEL, descriptor, nil)
    }

    /// Waits for events, at most `nanoseconds` (negative: for ever); returns how many there are.
    public func wait(nanoseconds: Int64) -> Int {
        let number = descriptor.number
        let batch = unsafe events
        do throws(ErrorNumber) {
            return Int(
                try systemCall {
                    unsafe sonde_epoll_wait(number, batch, CInt(Self.batchMax), nanoseconds)
                })
        } catch {
            preconditionFailure("epoll_wait: error \(error.rawValue)")
        }
    }

    /// The event at `index` of the last batch.
    ///
    /// An error or a hang-up makes both ready, and is told as well.
    public func event(at index: Int) -> (token: UInt64, readiness: Readiness) {
        precondition(index >= 0 && index < Self.batchMax, "no such event")
        let event = unsafe events[index]
        let bits = unsafe event.events
        var readiness: Readiness = []
        if bits & Self.readBits != 0 { readiness.insert(.read) }
        if bits & Self.writeBits != 0 { readiness.insert(.write) }
        if bits & Self.endBits != 0 { readiness.insert(.failure) }
        if bits & Self.exceptionBits != 0 { readiness.insert(.exception) }
        return (unsafe event.data.u64, readiness)
    }

    private static let endBits = EPOLLERR.rawValue | EPOLLHUP.rawValue
    private static let readBits = EPOLLIN.rawValue | EPOLLRDHUP.rawValue | endBits
    private static let writeBits = EPOLLOUT.rawValue | endBits
    private static let exceptionBits = EPOLLPRI.rawValue | EPOLLRDHUP.rawValue | endBits

    private func control(
        _ operation: CInt, _ descriptor: CInt, _ interest: Readiness, _ trigger: Trigger,
        _ token: UInt64
    ) throws(ErrorNumber) {
        var bits: UInt32 = trigger == .edge ? EPOLLET.rawValue : 0
        if interest.contains(.read) {
            bits |= EPOLLIN.rawValue | EPOLLRDHUP.rawValue
            // A library would be called without end, as it never reads what is urgent.
            if trigger == .edge { bits |= EPOLLPRI.rawValue }
        }
        if interest.contains(.write) { bits |= EPOLLOUT.rawValue }
        var event = unsafe epoll_event()
        unsafe sonde_epoll_event(&event, bits, token)
        let number = self.descriptor.number
        _ = try systemCall { unsafe epoll_ctl(number, operation, descriptor, &event) }
    }
}
