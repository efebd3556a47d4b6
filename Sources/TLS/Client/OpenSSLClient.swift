internal import Network
internal import Time

/// One context and one server to be checked.
final class OpenSSLClient: TLSClient {
    private let context: ClientContext
    private let identity: ServerIdentity
    private let facts: CertificateFactsMemory

    init(context: ClientContext, identity: ServerIdentity, facts: CertificateFactsMemory) {
        self.context = context
        self.identity = identity
        self.facts = facts
    }

    func makeSession(at wallTime: WallTime) throws(NetworkError) -> any TLSSession {
        guard let conversation = unsafe Conversation(context: context.handle.pointer, facts: facts),
            conversation.prepareClient(for: identity, at: wallTime)
        else { throw .local(.memory) }
        return OpenSSLSession(conversation)
    }
}
