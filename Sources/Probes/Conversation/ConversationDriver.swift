import Network
import Time

/// Holds a conversation over a line, until it needs something else.
struct ConversationDriver {
    private(set) var conversation: Conversation
    private(set) var transcript: Transcript?
    var line: ConversationLine
    let time: any TimeSource
    let deadline: Instant
    /// What came last; kept for its memory.
    private var arrived: [UInt8] = []
    /// When the exchange began, or the peer was last heard.
    private var heardAt: Instant
    private var hasHeard = false
    /// What broke the line where a match held already; nothing comes after it.
    private var breakage: AttemptFailure?

    /// When the exchange ended: with the last that was waited for, or else with the last written.
    var endedAt: Instant { hasHeard ? heardAt : time.now }

    /// Why it paused.
    enum Pause {
        /// The peer said to go ahead with TLS.
        case startTLS
        /// Every step held.
        case done
    }

    init(
        _ conversation: Conversation, over line: ConversationLine, transcript: Transcript?,
        from begin: Instant, time: any TimeSource, deadline: Instant
    ) {
        self.conversation = conversation
        self.line = line
        self.transcript = transcript
        self.time = time
        self.deadline = deadline
        heardAt = begin
    }

    /// Goes on under TLS, from an instant; the line is under TLS already.
    mutating func resume(from begin: Instant) {
        heardAt = begin
        hasHeard = false
        transcript?.append(.startedTLS, at: begin)
    }

    /// Goes on until TLS is to be started, or all is done.
    mutating func run() async throws(AttemptFailure) -> Pause {
        while true {
            switch try next() {
            case .done: return .done
            case .startTLS: return .startTLS
            case .send(let bytes): try await send(bytes)
            case .receive(let settles): try await receive(settles: settles)
            }
        }
    }

    private mutating func next() throws(AttemptFailure) -> Conversation.Demand {
        do throws(ConversationFailure) {
            return try conversation.next()
        } catch {
            throw AttemptFailure(error)
        }
    }

    private mutating func send(_ bytes: [UInt8]) async throws(AttemptFailure) {
        if transcript != nil {
            let (message, now) = (conversation.shownMessage, time.now)
            transcript?.append(.sent(message), at: now)
        }
        do throws(AttemptFailure) {
            try await line.write(bytes, deadline: deadline)
        } catch {
            // A peer that is gone before we say goodbye has said all that it should.
            if conversation.isSayingGoodbye, case .failure = error.verdict { return }
            // Who breaks off may have said why before.
            guard error.isReset else { throw error }
            try await listenToTheEnd()
            throw error
        }
    }

    /// Takes in what had arrived before a reset; throws what the conversation makes of it.
    private mutating func listenToTheEnd() async throws(AttemptFailure) {
        while conversation.room > 0 {
            do throws(AttemptFailure) {
                try await read(until: deadline)
            } catch {
                break
            }
            guard !arrived.isEmpty else { break }
            hear()
        }
        while case .receive(let settles) = try next() {
            guard settles else {
                let failure = conversation.failure(.reset)
                guard failure.reason == .reset else { throw AttemptFailure(failure) }
                return
            }
            conversation.settle()
        }
    }

    private mutating func receive(settles: Bool) async throws(AttemptFailure) {
        do throws(AttemptFailure) {
            try await read(settles: settles)
            hear()
        } catch {
            try fallSilent(error, settles: settles)
        }
    }

    private mutating func read(settles: Bool) async throws(AttemptFailure) {
        if let breakage { throw breakage }
        // Who never stops speaking never lets a read wait until the deadline.
        guard heardAt <= deadline else { throw AttemptFailure(reason: .timeout, in: .exchange) }
        let patience = settles ? heardAt + ConversationLimits.settlingTime : deadline
        try await read(until: min(patience, deadline))
    }

    private mutating func read(until deadline: Instant) async throws(AttemptFailure) {
        arrived.removeAll(keepingCapacity: true)
        let limit = min(conversation.room, ConversationLimits.readBytesMax)
        _ = try await line.read(into: &arrived, atMost: limit, deadline: deadline)
    }

    /// Nothing more comes, for now or at all.
    private mutating func fallSilent(
        _ error: AttemptFailure, settles: Bool
    ) throws(AttemptFailure) {
        guard case .failure(let reason, _) = error.verdict else { throw error }
        if !error.isTimeout { breakage = error }
        // What holds already is whole, whatever becomes of the line; only the next step may fail.
        guard !settles else { return conversation.settle() }
        guard error.isTimeout || error.isReset else { throw error }
        throw AttemptFailure(conversation.failure(reason))
    }

    /// Takes in what came; no bytes are the end.
    private mutating func hear() {
        let now = time.now
        heardAt = now
        hasHeard = true
        guard !arrived.isEmpty else {
            transcript?.append(.peerClosed, at: now)
            return conversation.end()
        }
        transcript?.append(.received(arrived), at: now)
        conversation.receive(arrived)
    }
}

extension AttemptFailure {
    fileprivate init(_ failure: ConversationFailure) {
        self.init(reason: failure.reason, in: .exchange, detail: failure.detail)
    }

    fileprivate var isReset: Bool { verdict == .failure(.reset, .exchange) }

    fileprivate var isTimeout: Bool { verdict == .failure(.timeout, .exchange) }
}
