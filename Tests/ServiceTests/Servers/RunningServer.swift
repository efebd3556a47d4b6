import Workbench

/// A server that tests put questions to.
protocol RunningServer: Sendable {
    /// Where it listens for what.
    subscript(name: String) -> UInt16 { get }

    /// What it has written so far.
    var log: String { get }

    /// Waits until it has written `text` that often.
    func waitForLog(_ text: String, times: Int) throws

    /// Runs a program to its end where the server can be reached.
    func run(_ program: String, _ arguments: [String]) throws -> ChildProcess.End
}

extension RunningServer {
    func run(_ program: String, _ arguments: [String]) throws -> ChildProcess.End {
        try Programs.start(program, arguments)
    }

    /// Where a question is to be put.
    func port(of question: ServiceQuestion) -> UInt16 {
        let name = question.service ?? question.startTLS ?? ""
        return self[question.isUnderTLS ? "\(name) under TLS" : name]
    }
}
