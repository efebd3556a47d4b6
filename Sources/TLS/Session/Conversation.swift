internal import COpenSSL
internal import Network

/// One SSL, what came for it, and what it wants sent.
@safe
struct Conversation: ~Copyable {
    let session: OpaquePointer
    /// Both belong to the session, which frees them.
    private let input: OpaquePointer
    private let output: OpaquePointer
    private let facts: CertificateFactsMemory
    private var state = State.handshaking

    private enum State {
        case handshaking
        case open
        /// close_notify has been prepared; the peer may still speak.
        case closed
        case broken(TLSFailure)
    }

    /// A conversation that has not begun; nil where there is no memory.
    init?(context: OpaquePointer, facts: CertificateFactsMemory) {
        ErrorQueue.clear()
        guard let session = unsafe SSL_new(context) else { return nil }
        let newInput = unsafe BIO_new(BIO_s_mem())
        let newOutput = unsafe BIO_new(BIO_s_mem())
        guard let input = unsafe newInput, let output = unsafe newOutput else {
            unsafe BIO_free_all(newInput)
            unsafe BIO_free_all(newOutput)
            unsafe SSL_free(session)
            return nil
        }
        unsafe SSL_set_bio(session, input, output)
        unsafe self.session = unsafe session
        unsafe self.input = unsafe input
        unsafe self.output = unsafe output
        self.facts = facts
    }

    deinit {
        unsafe SSL_free(session)
    }

    mutating func handshake() -> TLSHandshakeStep {
        if case .broken(let failure) = state {
            return .failed(failure, certificates: servedCertificates())
        }
        ErrorQueue.clear()
        let result = unsafe SSL_do_handshake(session)
        if result == 1 {
            if case .handshaking = state { state = .open }
            return .done(learnt())
        }
        switch outcome(of: result) {
        case .needsMore: return .needsMore
        case .closed: return fail(.alert(UInt8(SSL_AD_CLOSE_NOTIFY)))
        case .failed(let failure): return fail(failure)
        }
    }

    /// What comes after the end is not kept: nobody would ever read it.
    mutating func receive(_ bytes: [UInt8]) {
        if case .broken = state { return }
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { buffer in
                unsafe BIO_write(input, buffer.baseAddress, Int32(clamping: buffer.count))
            }
            guard written > 0 else {
                state = .broken(.memory)
                return
            }
            rest = rest.dropFirst(Int(written))
        }
    }

    mutating func takeOutput(into buffer: inout [UInt8]) {
        unsafe MemoryBIO.append(output, to: &buffer)
        unsafe sonde_bio_empty(output)
    }

    mutating func read(into buffer: inout [UInt8], atMost limit: Int) -> TLSReadStep {
        precondition(limit > 0, "a read needs room")
        if case .broken(let failure) = state { return .failed(failure) }
        requireHandshakeDone()
        let start = buffer.count
        let room = min(limit, TLSLimits.readBytesMax)
        buffer.append(contentsOf: repeatElement(0, count: room))
        ErrorQueue.clear()
        let result = unsafe buffer.withUnsafeMutableBytes { bytes in
            unsafe SSL_read(session, bytes.baseAddress?.advanced(by: start), Int32(room))
        }
        buffer.removeLast(room - Int(max(result, 0)))
        if result > 0 { return .bytes(Int(result)) }
        switch outcome(of: result) {
        case .needsMore: return .needsMore
        case .closed: return .closed
        case .failed(let failure):
            state = .broken(failure)
            return .failed(failure)
        }
    }

    mutating func write(_ bytes: [UInt8]) throws(TLSFailure) {
        if case .broken(let failure) = state { throw failure }
        requireHandshakeDone()
        guard !bytes.isEmpty else { return }
        ErrorQueue.clear()
        var written = 0
        let result = unsafe bytes.withUnsafeBytes { buffer in
            unsafe SSL_write_ex(session, buffer.baseAddress, buffer.count, &written)
        }
        guard result != 1 else { return }
        // The output has room for everything, so that whatever stops a write is an end.
        let failure = ErrorQueue.takeFailure()
        state = .broken(failure)
        throw failure
    }

    mutating func close() {
        guard case .open = state else { return }
        ErrorQueue.clear()
        _ = unsafe SSL_shutdown(session)
        state = .closed
    }

    private func requireHandshakeDone() {
        if case .handshaking = state { preconditionFailure("the handshake is not done") }
    }

    private enum Outcome {
        case needsMore
        case closed
        case failed(TLSFailure)
    }

    private func outcome(of result: Int32) -> Outcome {
        switch unsafe SSL_get_error(session, result) {
        case SSL_ERROR_WANT_READ: .needsMore
        case SSL_ERROR_ZERO_RETURN: .closed
        default: .failed(ErrorQueue.takeFailure())
        }
    }

    private mutating func fail(_ failure: TLSFailure) -> TLSHandshakeStep {
        state = .broken(failure)
        return .failed(failure, certificates: servedCertificates())
    }

    private func learnt() -> TLSFacts {
        unsafe SessionFacts.read(session, facts)
    }

    private func servedCertificates() -> [CertificateFacts] {
        unsafe SessionFacts.certificates(session, facts)
    }
}
