import CAres
import Kernel
import Network
import Reactor
import Time

/// How the question to one server ended.
struct ServerReply {
    var result: Result<ReadAnswer, ResolveError>
    /// Whether c-ares had no socket that worked, so that asking again may help.
    var isSocketFailure: Bool
}

/// A c-ares channel to one name server, on the loop.
///
/// One server each, because c-ares either hands on the first SERVFAIL and asks nobody else
/// (ARES_FLAG_NOCHECKRESP), or asks all and then hides what they said.
@safe
final class ServerChannel {
    /// Called once for each question, perhaps within ``ask(_:)``.
    typealias Completion = (PendingQuestion, ServerChannel, ServerReply) -> Void

    /// Who is asked.
    let server: Endpoint
    private let loop: EventLoop
    private let timeout: Duration
    private let completed: Completion
    private var channel: ares_channel?
    private let trouble: UnsafeMutablePointer<sonde_ares_trouble>
    private var watches: [CInt: DescriptorToken] = [:]
    private var asks: [ObjectIdentifier: Ask] = [:]
    private var timer: (token: WaitToken, deadline: Instant)?
    private var queriesOfPorts = 0
    private var isWorn = false

    /// What c-ares hands back with an answer; kept in `asks` until then.
    private final class Ask {
        let pending: PendingQuestion
        unowned let channel: ServerChannel

        init(_ pending: PendingQuestion, _ channel: ServerChannel) {
            self.pending = pending
            self.channel = channel
        }
    }

    /// Throws ``ResolveError/local(_:)`` where there is no memory for a channel.
    init(
        to server: Endpoint, _ configuration: ResolverConfiguration, on loop: EventLoop,
        completed: @escaping Completion
    ) throws(ResolveError) {
        self.server = server
        self.loop = loop
        self.completed = completed
        timeout = .seconds(configuration.timeoutSeconds)
        unsafe trouble = .allocate(capacity: 1)
        unsafe trouble.initialize(to: sonde_ares_trouble())
        try open(configuration)
    }

    deinit {
        close()
        unsafe trouble.deallocate()
    }

    /// Whether nothing is on its way.
    var isIdle: Bool { asks.isEmpty }

    /// Sends a question.
    func ask(_ pending: PendingQuestion) {
        guard let channel = unsafe channel else { return }
        renewIfWorn()
        let ask = Ask(pending, self)
        asks[ObjectIdentifier(ask)] = ask
        queriesOfPorts += 1
        arm(at: loop.now + timeout)
        unsafe ares_query(
            channel, pending.question.name.description, CInt(ns_c_in.rawValue),
            CInt(pending.question.type.rawValue), Self.answered,
            Unmanaged.passUnretained(ask).toOpaque())
    }

    /// Ends everything on its way as cancelled, and closes the sockets; not from `completed`.
    func close() {
        guard let closed = unsafe channel else { return }
        unsafe channel = nil
        unsafe ares_destroy(closed)
        if let timer { loop.cancel(timer.token) }
        timer = nil
    }
}

// MARK: - What c-ares calls

extension ServerChannel {
    /// Gets the message of an answer, which lives for the time of the call only.
    private static let answered: ares_callback = { argument, status, _, bytes, count in
        guard let argument = unsafe argument else { return }
        let ask = unsafe Unmanaged<Ask>.fromOpaque(argument).takeUnretainedValue()
        let message = unsafe UnsafeBufferPointer(start: bytes, count: bytes == nil ? 0 : Int(count))
        ask.channel.answered(ask, status, unsafe Array(message))
    }

    private func answered(_ ask: Ask, _ status: CInt, _ message: [UInt8]) {
        asks[ObjectIdentifier(ask)] = nil
        let result: Result<ReadAnswer, ResolveError>
        if status == sonde_ares_success {
            let type = ask.pending.question.type
            result = Result { () throws(ResolveError) in try AnswerReader.read(message, type) }
        } else {
            let noted = unsafe trouble.pointee
            let error = ResolveError(
                status: status, errorNumber: noted.number,
                isBeforeSending: noted.before_sending != 0)
            result = .failure(error.fairly(asked: [server]))
        }
        let isSocketFailure = status == sonde_ares_econnrefused
        if isSocketFailure || status == sonde_ares_etimeout { isWorn = true }
        completed(ask.pending, self, ServerReply(result: result, isSocketFailure: isSocketFailure))
    }

    /// Watches a socket that was just made; -1 makes c-ares give it up, with the errno noted.
    private static let created: ares_sock_create_callback = { descriptor, _, argument in
        guard let argument = unsafe argument else { return -1 }
        return unsafe Unmanaged<ServerChannel>.fromOpaque(argument).takeUnretainedValue()
            .watch(descriptor)
    }

    private func watch(_ descriptor: CInt) -> CInt {
        let channel = LoopBound(self, on: loop)
        do throws(ErrorNumber) {
            watches[descriptor] = try loop.watch(descriptor, for: .read) { readiness in
                channel.here.process(descriptor, readiness)
            }
            return 0
        } catch {
            unsafe trouble.pointee = sonde_ares_trouble(number: error.rawValue, before_sending: 1)
            return -1
        }
    }

    /// Told what a socket waits for; nothing means that it will be closed.
    private static let changed: ares_sock_state_cb = { argument, descriptor, readable, writable in
        guard let argument = unsafe argument else { return }
        var interest: Readiness = []
        if readable != 0 { interest.insert(.read) }
        if writable != 0 { interest.insert(.write) }
        unsafe Unmanaged<ServerChannel>.fromOpaque(argument).takeUnretainedValue()
            .change(descriptor, interest)
    }

    private func change(_ descriptor: CInt, _ interest: Readiness) {
        guard let watch = watches[descriptor] else { return }
        if interest.isEmpty {
            watches[descriptor] = nil
            loop.unwatch(watch)
        } else {
            // EPOLL_CTL_MOD fails for a descriptor only that is not watched.
            try? loop.change(watch, to: interest)
        }
    }
}

// MARK: - What the loop calls

extension ServerChannel {
    private func process(_ descriptor: CInt, _ readiness: Readiness) {
        guard let channel = unsafe channel else { return }
        unsafe ares_process_fd(
            channel, readiness.contains(.read) ? descriptor : ARES_SOCKET_BAD,
            readiness.contains(.write) ? descriptor : ARES_SOCKET_BAD)
    }

    /// Lets c-ares send again, or give up, what has waited long enough.
    private func expire() {
        timer = nil
        guard let channel = unsafe channel else { return }
        unsafe ares_process_fd(channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD)
        var rest = timeval()
        guard unsafe ares_timeout(channel, nil, &rest) != nil else { return }
        let nanoseconds = Int64(rest.tv_sec) * 1_000_000_000 + Int64(rest.tv_usec) * 1000
        arm(at: loop.now + .nanoseconds(nanoseconds))
    }

    /// Has the timer come at `deadline`, or earlier where it does already.
    ///
    /// A millisecond late: c-ares counts microseconds, and one that came early would spin.
    private func arm(at deadline: Instant) {
        let deadline = deadline + .milliseconds(1)
        if let timer {
            guard deadline < timer.deadline else { return }
            loop.cancel(timer.token)
        }
        let channel = LoopBound(self, on: loop)
        timer = (loop.schedule(at: deadline) { channel.here.expire() }, deadline)
    }
}

// MARK: - Opening

extension ServerChannel {
    private static let isLibraryReady =
        ares_library_init(ARES_LIB_INIT_ALL) == sonde_ares_success

    /// All options are set, so that c-ares reads neither resolv.conf nor the environment.
    private func open(_ configuration: ResolverConfiguration) throws(ResolveError) {
        var options = unsafe ares_options()
        unsafe options.flags = ARES_FLAG_NOCHECKRESP | ARES_FLAG_STAYOPEN | ARES_FLAG_NOSEARCH
        unsafe options.timeout = CInt(configuration.timeoutSeconds * 1000)
        unsafe options.tries = CInt(configuration.attempts)
        unsafe options.ndots = 1
        unsafe options.sock_state_cb = Self.changed
        unsafe options.sock_state_cb_data = Unmanaged.passUnretained(self).toOpaque()
        let mask =
            ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_NDOTS
            | ARES_OPT_SERVERS | ARES_OPT_DOMAINS | ARES_OPT_SORTLIST | ARES_OPT_LOOKUPS
            | ARES_OPT_NOROTATE | ARES_OPT_SOCK_STATE_CB
        // DNS only: with "f" c-ares would read the hosts file on the loop, for every question.
        var lookups = Array("b".utf8CString)
        let status = unsafe lookups.withUnsafeMutableBufferPointer { lookups in
            unsafe options.lookups = lookups.baseAddress
            return unsafe ares_init_options(&channel, &options, mask)
        }
        guard Self.isLibraryReady, status == sonde_ares_success, let channel = unsafe channel else {
            throw .local(.memory)
        }
        unsafe sonde_ares_note_troubles(channel, trouble)
        unsafe ares_set_socket_callback(
            channel, Self.created, unsafe Unmanaged.passUnretained(self).toOpaque())
        guard unsafe setServer(channel) else { throw .local(.memory) }
    }

    /// Names the server anew, which closes the sockets; c-ares refuses while questions are out.
    private func setServer(_ channel: ares_channel) -> Bool {
        var node = unsafe ares_addr_port_node()
        unsafe node.udp_port = CInt(server.port)
        unsafe node.tcp_port = CInt(server.port)
        switch server.address {
        case .v4(let bits):
            unsafe node.family = AF_INET
            unsafe node.addr.addr4 = in_addr(s_addr: bits.bigEndian)
        case .v6(let high, let low, _):
            unsafe node.family = AF_INET6
            unsafe withUnsafeMutableBytes(of: &node.addr.addr6) { bytes in
                unsafe bytes.storeBytes(of: high.bigEndian, toByteOffset: 0, as: UInt64.self)
                unsafe bytes.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
            }
        }
        return unsafe ares_set_servers_ports(channel, &node) == sonde_ares_success
    }

    /// Takes new sockets, where nothing is on its way, after trouble and every so often.
    ///
    /// ARES_FLAG_STAYOPEN spares a socket for each question. But a socket outlives the route, the
    /// address and the NAT entry that it was made with, and c-ares does not close one that cannot
    /// send; and a port that stays the same is half of what protects from forged answers (RFC
    /// 5452).
    private func renewIfWorn() {
        guard isIdle, isWorn || queriesOfPorts >= ResolverLimits.queriesPerPortMax,
            let channel = unsafe channel, unsafe setServer(channel)
        else { return }
        isWorn = false
        queriesOfPorts = 0
    }
}
