import Network
import Reactor

/// A question on its way: who asks the servers, and who waits for the end.
final class PendingQuestion {
    let question: Question
    /// How it ended; nil until then.
    private(set) var result: Result<ReadAnswer, ResolveError>?
    /// Waits to be fired at the end.
    private(set) var waiters: [WaitToken] = []
    /// Whether it has left the queue.
    var isStarted = false
    /// Which server was asked first.
    var firstServer = 0
    /// How often a server was asked; several attempts of c-ares at one server count once.
    var asked = 0
    /// How many of them have not answered yet.
    var unanswered = 0
    /// The most telling of what failed so far.
    var failure: ResolveError?
    /// Asks the next server as well when it comes.
    var nextServerTimer: WaitToken?

    init(_ question: Question) {
        self.question = question
    }

    var isEnded: Bool { result != nil }

    /// Whether somebody still wants to know.
    var isAwaited: Bool { !waiters.isEmpty }

    func await(_ waiter: WaitToken) {
        waiters.append(waiter)
    }

    func leave(_ waiter: WaitToken) {
        waiters.removeAll { $0 == waiter }
    }

    func end(_ result: Result<ReadAnswer, ResolveError>) {
        precondition(self.result == nil, "a question ends once")
        self.result = result
    }
}
