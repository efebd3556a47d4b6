import Probes

/// What a peer said in a conversation, played to the script that is meant for it.
struct Recording: Sendable {
    let name: String
    let script: Script
    /// What it says first, then what it says to each thing sent, and once TLS stands.
    var utterances: [[UInt8]]
    let closes: Bool
    let expected: Ending

    /// How the conversation ended.
    enum Ending: Equatable, Sendable {
        /// Every step held, with that captured.
        case success([String: String] = [:])
        /// It failed by itself.
        case failure(FailureReason)
        /// It waited until nothing more could come, and says that of it.
        case silence(FailureReason)
    }

    /// All that came of it.
    struct Outcome: Equatable {
        var ending: Ending
        var sent: [UInt8] = []
        /// How many bytes had been sent when TLS was started.
        var sentBeforeTLS: Int?
    }

    init(
        _ name: String, _ script: Script, says utterances: [String], closes: Bool = false,
        _ expected: Ending
    ) {
        self.name = name
        self.script = script
        self.utterances = utterances.map { Array($0.utf8) }
        self.closes = closes
        self.expected = expected
    }

    static let facts = AttemptFacts(
        host: "mail.sonde.test", port: 25, serverName: "mail.sonde.test", number: 1)

    var byteCount: Int { utterances.reduce(0) { $0 + $1.count } }

    /// Plays it, in pieces that end where `isCut` says so of the bytes before; each thing that the
    /// peer says ends a piece.
    func play(isCut: (Int) -> Bool = { _ in false }) -> Outcome {
        var conversation = Conversation(script, Self.facts)
        var outcome = Outcome(ending: .success())
        var peer = Peer(utterances: utterances)
        peer.speak()
        do {
            while true {
                switch try conversation.next() {
                case .done:
                    outcome.ending = .success(Self.texts(conversation.captured))
                    return outcome
                case .send(let bytes):
                    outcome.sent += bytes
                    peer.speak()
                case .startTLS:
                    outcome.sentBeforeTLS = outcome.sent.count
                    // What arrives now in the clear is read as TLS, and is none.
                    guard !peer.isSpeaking else { throw TLSFault() }
                    peer.speak()
                case .receive(let settles):
                    if let piece = peer.piece(isCut) {
                        conversation.receive(piece)
                    } else if closes {
                        conversation.end()
                    } else if settles {
                        conversation.settle()
                    } else {
                        outcome.ending = .silence(conversation.failure(.timeout).reason)
                        return outcome
                    }
                }
            }
        } catch let failure as ConversationFailure {
            outcome.ending = .failure(failure.reason)
        } catch {
            outcome.ending = .failure(.tlsProtocol)
        }
        return outcome
    }

    private struct TLSFault: Error {}

    private static func texts(_ captured: [Captured]) -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: captured.map { captured in
                guard case .text(let text) = captured.content else { return (captured.name, "") }
                return (captured.name, text)
            })
    }

    /// The peer, with what of it has not arrived yet.
    private struct Peer {
        let utterances: [[UInt8]]
        private var spoken = 0
        private var waiting: [UInt8] = []
        private var arrivedCount = 0

        init(utterances: [[UInt8]]) {
            self.utterances = utterances
        }

        var isSpeaking: Bool { !waiting.isEmpty }

        mutating func speak() {
            guard spoken < utterances.count else { return }
            waiting += utterances[spoken]
            spoken += 1
        }

        mutating func piece(_ isCut: (Int) -> Bool) -> [UInt8]? {
            guard !waiting.isEmpty else { return nil }
            var piece: [UInt8] = []
            while !waiting.isEmpty {
                piece.append(waiting.removeFirst())
                arrivedCount += 1
                if isCut(arrivedCount) { break }
            }
            return piece
        }
    }
}

extension Script {
    /// The script of a service as the table has it, with all that it learns.
    static func service(_ name: String, startTLS: Bool = false) throws -> Script {
        guard let service = Service.named(name) else { throw MissingRow(name: name) }
        let choice = ScriptChoice(
            service: service, captures: service.learns.map { Capture(name: $0, use: .label) },
            startTLS: startTLS ? service.upgradableWith : nil)
        guard let script = try choice.script() else { throw MissingRow(name: name) }
        return script
    }

    /// The script that goes over to TLS and does no more.
    static func startTLS(_ name: StartTLSProtocol) throws -> Script {
        guard let script = try ScriptChoice(startTLS: name).script() else {
            throw MissingRow(name: name.rawValue)
        }
        return script
    }

    struct MissingRow: Error {
        let name: String
    }
}
