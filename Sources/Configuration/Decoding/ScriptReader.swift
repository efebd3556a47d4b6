internal import Probes

/// Reads what a probe says and hears: `service`, `starttls`, `script` and `capture`.
struct ScriptReader {
    let pool: ScriptPool
    let limits: ConfigurationLimits

    private static let listed = "write the name of one that sonde services lists"

    /// The four keys as they are written; none of them is inherited.
    struct Keys {
        let service: Field?
        let startTLS: Field?
        let script: Field?
        let capture: Field?

        init(_ mapping: inout MappingReader) {
            service = mapping.take("service")
            startTLS = mapping.take("starttls")
            script = mapping.take("script")
            capture = mapping.take("capture")
        }

        /// One of those that are written.
        var first: Field? { service ?? startTLS ?? script ?? capture }
    }

    /// What was made of them; worthless when anything was found.
    struct Reading {
        var service: Service?
        var script: Script?
        /// Whether TLS is spoken, at once or later.
        var speaksTLS: Bool
    }

    /// Reads the keys of a probe that carries `labels`.
    func read(
        _ keys: Keys, hasTLSSettings: Bool, labels: [Label], account: Accounts.Choice
    ) -> Reading {
        let service = keys.service.flatMap(self.service)
        let startTLS = keys.startTLS.flatMap(self.startTLS)
        var captures = CaptureReader(labels: labels, limits: limits)
        let exposed = keys.capture.flatMap { field in
            keys.service == nil
                ? refuse(field, hasScript: keys.script != nil)
                : captures.read(field, of: service.map { .service($0) })
        }
        var steps = StepsReader(
            captures: captures, pool: pool, account: account, limits: limits)
        let own = keys.script.flatMap { steps.read($0, startsTLSBefore: keys.startTLS != nil) }
        let choice = ScriptChoice(
            service: service, captures: exposed ?? [], startTLS: startTLS,
            steps: keys.service == nil ? own ?? [] : [], hasTLSSettings: hasTLSSettings)
        if let service = keys.service, let script = keys.script {
            let later = service.place.mark < script.place.mark ? script : service
            later.report(Mistake(.serviceAndScript))
        }
        var reading = Reading(service: service, speaksTLS: choice.speaksTLS)
        // What could not be read has been reported, and contradicts nothing.
        let isWhole =
            (service == nil) == (keys.service == nil)
            && (startTLS == nil) == (keys.startTLS == nil)
            && (own == nil) == (keys.script == nil) && (exposed == nil) == (keys.capture == nil)
        if isWhole { reading.script = script(choice, keys) }
        return reading
    }

    private func script(_ choice: ScriptChoice, _ keys: Keys) -> Script? {
        do throws(ScriptChoiceError) {
            return try pool.script(choice)
        } catch {
            let field: Field? =
                switch error {
                case .underTLSAlready, .noSuchUpgrade, .startsTLSTwice: keys.startTLS
                case .unknownCapture: keys.capture
                case .serviceAndScript, .pattern: nil
                }
            (field ?? keys.service ?? keys.script ?? keys.startTLS)?.report(Mistake(error))
            return nil
        }
    }

    private func service(_ field: Field) -> Service? {
        guard let scalar = field.scalar("service", write: Self.listed) else { return nil }
        if let service = Service.named(scalar.text) { return service }
        reportUnknown("service", scalar.text, field, among: Service.all.map(\.name))
        return nil
    }

    private func startTLS(_ field: Field) -> StartTLSProtocol? {
        let noun = "protocol with STARTTLS"
        guard let scalar = field.scalar(noun, write: Self.listed) else { return nil }
        if let startTLS = StartTLSProtocol(rawValue: scalar.text) { return startTLS }
        reportUnknown(noun, scalar.text, field, among: StartTLSProtocol.allCases.map(\.rawValue))
        return nil
    }

    private func reportUnknown(
        _ noun: String, _ text: String, _ field: Field, among names: [String]
    ) {
        field.report(
            Mistake(
                "\(Excerpt.of(text)) is no \(noun)",
                NearestName.to(text.lowercased(), among: names).map { "did you mean \($0)?" }
                    ?? Self.listed))
    }

    private func refuse(_ field: Field, hasScript: Bool) -> [Capture]? {
        field.report(
            Mistake(
                "nothing is captured here without a service",
                hasScript
                    ? "write capture in the step of the script that expects it"
                    : "write service: with its name, or a script with capture in one of its steps"))
        return nil
    }
}
