import Network
import Synchronization
import Time

/// The client's side of one conversation of the simulated TLS.
final class SimulatedTLSSession: TLSSession {
    private enum Progress {
        case start
        case waiting
        case done(TLSFacts)
        case failed(TLSFailure)
    }

    private struct State {
        var progress = Progress.start
        var reader = TLSFrameReader()
        var output: [UInt8] = []
        var flight: TLSFacts?
        var plain: [UInt8] = []
        var isClosed = false
        var isPeerClosed = false
    }

    private let provider: SimulatedTLS
    private let settings: TLSSettings
    private let wallTime: WallTime
    private let state = Mutex(State())

    init(provider: SimulatedTLS, settings: TLSSettings, wallTime: WallTime) {
        self.provider = provider
        self.settings = settings
        self.wallTime = wallTime
    }

    func handshake() -> TLSHandshakeStep {
        state.withLock { state in
            if case .start = state.progress {
                state.output += TLSFrame.hello(settings).bytes
                state.progress = .waiting
            }
            while case .waiting = state.progress {
                guard goOn(&state) else { return .needsMore }
            }
            return Self.step(state)
        }
    }

    private static func step(_ state: State) -> TLSHandshakeStep {
        switch state.progress {
        case .start, .waiting: .needsMore
        case .done(let facts): .done(facts)
        case .failed(let failure):
            .failed(failure, certificates: state.flight?.certificates ?? [])
        }
    }

    /// Takes one message of the handshake; false where none is complete.
    private func goOn(_ state: inout State) -> Bool {
        switch state.reader.next() {
        case .needsMore: return false
        case .garbage:
            state.output += TLSFrame(kind: .alert, payload: [50]).bytes
            state.progress = .failed(.protocolViolation("wrong version number"))
        case .frame(let frame): take(frame, &state)
        }
        return true
    }

    private func take(_ frame: TLSFrame, _ state: inout State) {
        switch (frame.kind, state.flight) {
        case (.serverFlight, nil) where frame.payload.count == 2:
            if case .handshakes = provider.trouble { return state.progress = .failed(.memory) }
            state.flight = provider.facts(Int(frame.payload[0]) << 8 | Int(frame.payload[1]))
        case (.finished, let facts?):
            state.output += TLSFrame(kind: .finished).bytes
            state.progress = .done(judge(facts))
        case (.alert, _):
            state.progress = .failed(.alert(frame.payload.first ?? 0))
        case (.more, _): break
        default: state.progress = .failed(.protocolViolation("unexpected message"))
        }
    }

    /// The facts as configured, except that a certificate said to be verified must hold today.
    private func judge(_ facts: TLSFacts) -> TLSFacts {
        guard case .verified = facts.verification else { return facts }
        var facts = facts
        if facts.certificates.contains(where: { $0.notAfter < wallTime }) {
            facts.verification = .failed(.expired)
        } else if facts.certificates.contains(where: { wallTime < $0.notBefore }) {
            facts.verification = .failed(.notYetValid)
        }
        return facts
    }

    func receive(_ bytes: [UInt8]) {
        state.withLock { $0.reader.receive(bytes) }
    }

    func takeOutput(into buffer: inout [UInt8]) {
        buffer += state.withLock { state in
            defer { state.output = [] }
            return state.output
        }
    }

    func write(_ bytes: [UInt8]) throws(TLSFailure) {
        let failure = state.withLock { state -> TLSFailure? in
            guard case .done = state.progress, !state.isClosed else {
                return .protocolViolation("written outside of a conversation")
            }
            for start in stride(from: 0, to: bytes.count, by: TLSFrame.payloadBytesMax) {
                let payload = Array(bytes[start...].prefix(TLSFrame.payloadBytesMax))
                state.output += TLSFrame(kind: .data, payload: payload).bytes
            }
            return nil
        }
        if let failure { throw failure }
    }

    func close() {
        state.withLock { state in
            state.isClosed = true
            state.output += TLSFrame(kind: .closeNotify).bytes
        }
    }

    func read(into buffer: inout [UInt8], atMost limit: Int) -> TLSReadStep {
        var taken: [UInt8] = []
        let step = state.withLock { state -> TLSReadStep in
            if case .failed(let failure) = state.progress { return .failed(failure) }
            let end = Self.collect(&state, limit)
            taken = Array(state.plain.prefix(limit))
            state.plain.removeFirst(taken.count)
            return taken.isEmpty ? end : .bytes(taken.count)
        }
        buffer += taken
        return step
    }

    /// Takes messages until there is enough to read; says what is the matter where there is not.
    private static func collect(_ state: inout State, _ limit: Int) -> TLSReadStep {
        while state.plain.count < limit && !state.isPeerClosed {
            switch state.reader.next() {
            case .needsMore: return .needsMore
            case .frame(let frame) where frame.kind == .data: state.plain += frame.payload
            case .frame(let frame) where frame.kind == .closeNotify: state.isPeerClosed = true
            case .frame(let frame) where frame.kind == .alert:
                state.progress = .failed(.alert(frame.payload.first ?? 0))
                return .failed(.alert(frame.payload.first ?? 0))
            case .garbage, .frame:
                state.progress = .failed(.protocolViolation("unexpected message"))
                return .failed(.protocolViolation("unexpected message"))
            }
        }
        return state.isPeerClosed ? .closed : .needsMore
    }
}
