import Network
import Simulation
import Synchronization

/// A session that takes the time of each step of its handshake: what the loop stands still for.
///
/// It is the processor time of the thread; on a busy machine others may keep it waiting.
final class TimedSession: TLSSession {
    private let inner: any TLSSession
    private let longest = Mutex(Duration.zero)

    init(_ inner: any TLSSession) {
        self.inner = inner
    }

    /// The longest step of all.
    var longestStep: Duration { longest.withLock { $0 } }

    func handshake() -> TLSHandshakeStep {
        let start = ThreadTime.now
        let step = inner.handshake()
        let duration = ThreadTime.now - start
        longest.withLock { $0 = max($0, duration) }
        return step
    }

    func receive(_ bytes: [UInt8]) { inner.receive(bytes) }

    func takeOutput(into buffer: inout [UInt8]) { inner.takeOutput(into: &buffer) }

    func read(into buffer: inout [UInt8], atMost limit: Int) -> TLSReadStep {
        inner.read(into: &buffer, atMost: limit)
    }

    func write(_ bytes: [UInt8]) throws(TLSFailure) { try inner.write(bytes) }

    func close() { inner.close() }
}
