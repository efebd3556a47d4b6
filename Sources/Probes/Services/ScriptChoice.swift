public import Patterns

/// What somebody chose to be said to a port, before it is a script.
public struct ScriptChoice: Sendable {
    /// A service of the table.
    public var service: Service?
    /// What of that service is exposed.
    public var captures: [Capture]
    /// How to go over to TLS first.
    public var startTLS: StartTLSProtocol?
    /// Steps of one's own.
    public var steps: [Step]
    /// Whether TLS settings are written.
    public var hasTLSSettings: Bool

    /// A choice of these; nothing of them is a port that is only connected to.
    public init(
        service: Service? = nil, captures: [Capture] = [], startTLS: StartTLSProtocol? = nil,
        steps: [Step] = [], hasTLSSettings: Bool = false
    ) {
        self.service = service
        self.captures = captures
        self.startTLS = startTLS
        self.steps = steps
        self.hasTLSSettings = hasTLSSettings
    }

    /// The STARTTLS that is spoken: the one chosen, or else the one that the service brings.
    ///
    /// A service that brings one is never in the clear: who wants that writes the service of the
    /// same protocol that brings none, as `smtp` for `submission`.
    private var upgrade: StartTLSProtocol? {
        if let startTLS { return startTLS }
        if case .startTLS(let usual)? = service?.security { return usual }
        return nil
    }

    /// Whether TLS is spoken, at once or later.
    public var speaksTLS: Bool {
        hasTLSSettings || upgrade != nil || service?.security == .tls || steps.contains(.startTLS)
    }

    /// The steps of all that was chosen; nil where nothing is said.
    ///
    /// Throws what contradicts itself.
    public func script() throws(ScriptChoiceError) -> Script? {
        try checkContradictions()
        var parts: [Script.Part] = []
        do throws(PatternError) {
            if let upgrade {
                let part = try upgrade.part(isAll: service == nil && steps.isEmpty)
                parts.append(part.exposing(captures))
            }
            if let service {
                let part = try service.part(afterStartTLS: upgrade != nil, captures: captures)
                parts.append(part)
            }
        } catch {
            throw .pattern(error)
        }
        if !steps.isEmpty { parts.append(Script.Part(.script, steps)) }
        guard !parts.isEmpty else { return nil }
        let script = Script(parts)
        if let service {
            // What comes before STARTTLS need not be what the service says without it.
            for capture in captures where !script.captures(capture) {
                throw .unknownCapture(capture.name, service)
            }
        }
        return script
    }

    private func checkContradictions() throws(ScriptChoiceError) {
        if let service {
            guard steps.isEmpty else { throw .serviceAndScript }
            if let startTLS {
                guard service.security != .tls else { throw .underTLSAlready(service) }
                guard service.upgradableWith == startTLS else { throw .noSuchUpgrade(service) }
            }
        }
        let upgrades = steps.filter { $0 == .startTLS }.count + (upgrade == nil ? 0 : 1)
        guard upgrades < 2 else { throw .startsTLSTwice }
    }
}

/// What contradicts itself in a choice.
public enum ScriptChoiceError: Error {
    /// A service has a script of its own.
    case serviceAndScript
    /// The service speaks TLS from the first byte.
    case underTLSAlready(Service)
    /// The service has no such STARTTLS; ``Service/upgradableWith`` is what it has.
    case noSuchUpgrade(Service)
    /// The service captures nothing of that name.
    case unknownCapture(String, Service)
    /// TLS is started twice.
    case startsTLSTwice
    /// An expression was refused.
    case pattern(PatternError)
}
