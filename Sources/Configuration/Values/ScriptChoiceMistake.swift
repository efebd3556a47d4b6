import Patterns
import Probes

extension Mistake {
    /// What is wrong with what was chosen to be said, and what would be right.
    init(_ error: ScriptChoiceError) {
        switch error {
        case .serviceAndScript:
            self.init(
                "service brings a script of its own", "leave out one of service and script")
        case .underTLSAlready(let service):
            self.init(
                "service \(service.name) speaks TLS from the first byte", "leave starttls out")
        case .noSuchUpgrade(let service):
            self.init(
                "service \(service.name) has no such starttls",
                service.upgradableWith.map { "write starttls: \($0.rawValue), or leave it out" }
                    ?? "leave starttls out, or write tls: {} for TLS from the first byte")
        case .unknownCapture(let name, let service):
            let known = service.learns.joined(separator: ", ")
            self.init(
                "service \(service.name) captures no \(Excerpt.of(name))",
                service.learns.isEmpty ? "leave capture out" : "write one of \(known)")
        case .startsTLSTwice:
            self.init("TLS is started twice", "leave one starttls out")
        case .pattern(let error):
            self.init(error.problem, error.remedy)
        }
    }
}
