internal import Patterns
internal import Probes

/// Reads the steps of one `script`.
struct StepsReader {
    private var captures: CaptureReader
    private let pool: ScriptPool
    private let account: Accounts.Choice
    private let limits: ConfigurationLimits
    /// The named groups so far; nil after an expression that could not be read.
    private var groups: [String]? = []
    private var hasStartedTLS = false

    private static let suggestion = #"write steps such as {expect: "^220 "} and {send: "QUIT\r\n"}"#

    /// What a step does; the raw value is its key.
    private enum Action: String, CaseIterable {
        case send
        case sendHex = "send_hex"
        case expect
        case expectHex = "expect_hex"
        case startTLS = "starttls"

        var expects: Bool { self == .expect || self == .expectHex }
    }

    init(
        captures: CaptureReader, pool: ScriptPool, account: Accounts.Choice,
        limits: ConfigurationLimits
    ) {
        self.captures = captures
        self.pool = pool
        self.account = account
        self.limits = limits
    }

    /// Every step; nil after a report.
    mutating func read(_ field: Field, startsTLSBefore: Bool) -> [Step]? {
        guard let items = field.items("list of steps", write: Self.suggestion) else { return nil }
        guard !items.isEmpty else {
            field.report(Mistake("the script has no steps", Self.suggestion))
            return nil
        }
        let countMax = ConversationLimits.stepsMax
        guard items.count <= countMax else {
            field.report(
                Mistake(
                    "\(items.count) steps are too many for a script", "write at most \(countMax)"))
            return nil
        }
        hasStartedTLS = startsTLSBefore
        var steps: [Step] = []
        for (index, item) in items.enumerated() {
            let isBeforeTLS = index + 1 < items.count && Self.startsTLS(items[index + 1])
            if let step = read(item, isBeforeTLS: isBeforeTLS) { steps.append(step) }
        }
        guard steps.count == items.count else { return nil }
        guard startsTLSBefore || steps.contains(where: \.expects) else {
            field.report(
                Mistake(
                    "the script expects nothing, and so proves nothing",
                    #"write a step such as {expect: "^220 "}"#))
            return nil
        }
        return steps
    }

    private static func startsTLS(_ field: Field) -> Bool {
        guard case .mapping(let pairs) = field.node.content else { return false }
        return pairs.contains { $0.key == Action.startTLS.rawValue }
    }

    private mutating func read(_ field: Field, isBeforeTLS: Bool) -> Step? {
        guard var mapping = field.mapping("step", write: Self.suggestion) else {
            groups = nil
            return nil
        }
        var actions: [(action: Action, field: Field)] = []
        for action in Action.allCases {
            if let field = mapping.take(action.rawValue) { actions.append((action, field)) }
        }
        let capture = mapping.take("capture")
        mapping.reportUnknownKeys()
        guard let (action, value) = actions.first, actions.count == 1 else {
            if actions.isEmpty, !mapping.hasUnknownKeys { reportIdle(field, capture) }
            if actions.count > 1 { Self.reportSeveral(actions) }
            groups = nil
            return nil
        }
        if let capture, action != .expect {
            capture.report(
                Mistake(
                    "\(action.rawValue) captures nothing",
                    "write it beside an expect that has a group such as (?P<version>[0-9.]+)"))
        }
        let step = step(action, value, action == .expect ? capture : nil, isBeforeTLS)
        return mapping.hasUnknownKeys ? nil : step
    }

    private mutating func step(
        _ action: Action, _ field: Field, _ capture: Field?, _ isBeforeTLS: Bool
    ) -> Step? {
        switch action {
        case .send: send(field)
        case .sendHex: bytes(field).map { .send(Template(bytes: $0)) }
        case .expect: expect(field, capture, wholeLine: isBeforeTLS)
        case .expectHex: bytes(field).map { .expectBytes($0) }
        case .startTLS: startTLS(field)
        }
    }

    private func reportIdle(_ field: Field, _ capture: Field?) {
        let suggestion = "write one of send, send_hex, expect, expect_hex and starttls"
        if let capture {
            capture.report(Mistake("there is nothing to capture from", "write expect beside it"))
        } else {
            field.report(Mistake("the step does nothing", suggestion))
        }
    }

    private static func reportSeveral(_ actions: [(action: Action, field: Field)]) {
        let names = actions.map(\.action.rawValue)
        let written = names.dropLast().joined(separator: ", ") + " and \(names.last ?? "")"
        let last = actions.map(\.field).max { $0.place.mark < $1.place.mark }
        last?.report(
            Mistake(
                "a step does one thing, and this one has \(written)",
                "write a step for each"))
    }
}

extension Step {
    fileprivate var expects: Bool {
        switch self {
        case .expect, .expectBytes, .expectFrame: true
        case .send, .startTLS: false
        }
    }
}

// MARK: What stands in a step

extension StepsReader {
    private func send(_ field: Field) -> Step? {
        let suggestion = #"write text between double quotes, such as "QUIT\r\n""#
        guard let scalar = field.scalar("text to send", isTemplate: true, write: suggestion) else {
            return nil
        }
        return field.attempt { () throws(Mistake) in
            guard !scalar.text.isEmpty else {
                throw Mistake("nothing is sent", "write what is, or leave the step out")
            }
            try Field.checkLength(scalar.text, bytesMax: limits.stepBytesMax)
            if scalar.isPlain { try TemplateText.checkEscapes(scalar.text) }
            return .send(try TemplateText.parse(scalar.text, groups: groups, account: account))
        }
    }

    private func bytes(_ field: Field) -> [UInt8]? {
        guard let scalar = field.scalar("row of digits", write: HexadecimalText.suggestion) else {
            return nil
        }
        return field.attempt { () throws(Mistake) in
            try HexadecimalText.parse(scalar.text, bytesMax: limits.stepBytesMax)
        }
    }

    private mutating func expect(_ field: Field, _ capture: Field?, wholeLine: Bool) -> Step? {
        let scalar = field.scalar("expression", write: #"write one such as "^220 ""#)
        let pattern = scalar.flatMap { scalar in
            field.attempt { () throws(Mistake) in
                try pool.pattern(scalar.text, wholeLine: wholeLine)
            }
        }
        let exposed = capture.map { captures.read($0, of: pattern.map { .expression($0) }) }
        guard let pattern else {
            groups = nil
            return nil
        }
        groups?.append(contentsOf: pattern.names)
        switch exposed {
        case nil: return .expect(Expectation(pattern))
        case .some(nil): return nil
        case .some(let exposed?): return .expect(Expectation(pattern, captures: exposed))
        }
    }

    private mutating func startTLS(_ field: Field) -> Step? {
        let suggestion = "write starttls: true"
        guard let scalar = field.scalar("step to TLS", write: suggestion) else { return nil }
        if scalar.isPlain, scalar.text == "false" {
            field.report(Mistake("starttls: false does nothing", "leave the step out"))
            return nil
        }
        if StartTLSProtocol(rawValue: scalar.text) != nil {
            field.report(
                Mistake(
                    "\(scalar.text) is the name of a protocol, and a step has none",
                    "write true, or starttls: \(scalar.text) beside script"))
            return nil
        }
        guard field.boolean() != nil else { return nil }
        guard !hasStartedTLS else {
            field.report(Mistake(.startsTLSTwice))
            return nil
        }
        hasStartedTLS = true
        return .startTLS
    }
}
