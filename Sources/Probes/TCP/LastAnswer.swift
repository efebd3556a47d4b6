import Network
import Synchronization
import Time

/// The last good answer for the name of a probe, for when the name servers have none.
final class LastAnswer: Sendable {
    private let kept = Mutex<Kept?>(nil)
    private let age: Duration

    private struct Kept {
        var answer: NameAnswer
        var at: Instant
    }

    /// One that keeps an answer for `age`.
    init(keptFor age: Duration) {
        self.age = age
    }

    func keep(_ answer: NameAnswer, at now: Instant) {
        kept.withLock { $0 = Kept(answer: answer, at: now) }
    }

    /// The answer that is kept, where it is not too old.
    func answer(at now: Instant) -> NameAnswer? {
        kept.withLock { kept in
            guard let kept, now - kept.at <= age else { return nil }
            return kept.answer
        }
    }
}

extension ResolveError {
    /// Whether the name servers said nothing of the name, so that what they said before may hold.
    var leavesNameUnknown: Bool {
        switch self {
        case .timeout, .serverFailure, .refused, .malformed: true
        case .notFound, .noData, .cancelled, .local, .other: false
        }
    }
}
