import Patterns
import Probes
import Wire

/// The script that an input names; nil where it names none.
func script(named line: String) -> Script? {
    let word = "script "
    guard line.hasPrefix(word) else { return row(named: line) }
    var steps: [Step] = []
    for letter in line.utf8.dropFirst(word.utf8.count).prefix(ConversationLimits.stepsMax) {
        guard let step = ownStep(letter) else { continue }
        // A script goes over to TLS once.
        if step == .startTLS, steps.contains(.startTLS) { continue }
        steps.append(step)
    }
    return steps.isEmpty ? nil : Script([Script.Part(.script, steps)])
}

/// Waits for an expression, says what it has captured, and waits for it once more.
func script(of pattern: Pattern) -> Script {
    let captures = pattern.names.map { Capture(name: $0, use: .label) }
    let expectation = Expectation(pattern, captures: captures)
    let echo = pattern.names.map { Template.Piece.capture($0) }
    return Script([
        Script.Part(
            .script,
            [.expect(expectation), .send(Template(echo + ["\n"])), .expect(expectation)])
    ])
}

/// The script of a row of the tables, with all that is learned.
private func row(named line: String) -> Script? {
    let words = line.split(separator: " ").map(String.init)
    guard (2...3).contains(words.count) else { return nil }
    var choice = ScriptChoice()
    if words[0] == "service", let service = Service.named(words[1]) {
        choice.service = service
        choice.captures = service.learns.map { Capture(name: $0, use: .label) }
        if words.count == 3 { choice.startTLS = service.upgradableWith }
    } else if words[0] == "starttls" {
        choice.startTLS = StartTLSProtocol(rawValue: words[1])
    }
    return try? choice.script()
}
