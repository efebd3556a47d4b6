internal import Network
internal import Synchronization

/// A conversation that several owners may hold; its lock is never contended on one thread.
final class OpenSSLSession: TLSSession {
    private let conversation: Mutex<Conversation>

    init(_ conversation: consuming sending Conversation) {
        self.conversation = Mutex(conversation)
    }

    func handshake() -> TLSHandshakeStep {
        conversation.withLock { $0.handshake() }
    }

    func receive(_ bytes: [UInt8]) {
        conversation.withLock { $0.receive(bytes) }
    }

    func takeOutput(into buffer: inout [UInt8]) {
        conversation.withLock { $0.takeOutput(into: &buffer) }
    }

    func read(into buffer: inout [UInt8], atMost limit: Int) -> TLSReadStep {
        conversation.withLock { $0.read(into: &buffer, atMost: limit) }
    }

    func write(_ bytes: [UInt8]) throws(TLSFailure) {
        try conversation.withLock { conversation throws(TLSFailure) in
            try conversation.write(bytes)
        }
    }

    func close() {
        conversation.withLock { $0.close() }
    }
}
