internal import Patterns
internal import Probes

/// The expressions and scripts of a configuration, each made once: many probes have the same.
final class ScriptPool {
    private var patterns: [PatternKey: Result<Pattern, Mistake>] = [:]
    private var parts: [StartTLSProtocol: Script.Part] = [:]
    private var scripts: [ScriptKey: Script] = [:]

    private struct PatternKey: Hashable {
        let expression: String
        let wholeLine: Bool
    }

    private struct ScriptKey: Hashable {
        let service: String?
        let captures: [Capture]
        let startTLS: StartTLSProtocol?
        let steps: [Step]
    }

    /// An expression that proves something, compiled.
    func pattern(_ expression: String, wholeLine: Bool) throws(Mistake) -> Pattern {
        let key = PatternKey(expression: expression, wholeLine: wholeLine)
        if let known = patterns[key] { return try known.get() }
        let result = Result { () throws(Mistake) in try Self.compile(expression, wholeLine) }
        patterns[key] = result
        return try result.get()
    }

    private static func compile(
        _ expression: String, _ wholeLine: Bool
    ) throws(Mistake) -> Pattern {
        guard !expression.isEmpty else {
            throw Mistake("the expression is empty", #"write what must come, such as "^220 ""#)
        }
        let pattern = try compiled(expression, wholeLine: false)
        let beginning: [UInt8] = [UInt8(ascii: "\n")]
        guard pattern.firstEnd(in: beginning.span, beyond: 0, hasEnded: false) == nil else {
            throw Mistake(
                "the expression matches before anything has come, and so proves nothing",
                #"write what must come, such as "^220 ", and + where at least one must"#)
        }
        return wholeLine ? try compiled(expression, wholeLine: true) : pattern
    }

    private static func compiled(
        _ expression: String, wholeLine: Bool
    ) throws(Mistake) -> Pattern {
        do throws(PatternError) {
            return try Pattern(expression, wholeLine: wholeLine)
        } catch {
            throw Mistake(error.problem, error.remedy)
        }
    }

    /// The steps of all that was chosen; nil where nothing is said.
    ///
    /// Throws what contradicts itself.
    func script(_ choice: ScriptChoice) throws(ScriptChoiceError) -> Script? {
        guard choice.service != nil || choice.startTLS != nil || !choice.steps.isEmpty else {
            return nil
        }
        let key = ScriptKey(
            service: choice.service?.name, captures: choice.captures, startTLS: choice.startTLS,
            steps: choice.steps)
        if let known = scripts[key] { return known }
        let script = try make(choice)
        scripts[key] = script
        return script
    }

    private func make(_ choice: ScriptChoice) throws(ScriptChoiceError) -> Script? {
        guard let startTLS = choice.startTLS, choice.service == nil, !choice.steps.isEmpty else {
            return try choice.script()
        }
        // Every script may be another, but the expressions before it are the same.
        guard !choice.steps.contains(.startTLS) else { throw .startsTLSTwice }
        return Script([try part(startTLS), Script.Part(.script, choice.steps)])
    }

    private func part(_ startTLS: StartTLSProtocol) throws(ScriptChoiceError) -> Script.Part {
        if let known = parts[startTLS] { return known }
        do throws(PatternError) {
            let part = try startTLS.part(isAll: false)
            parts[startTLS] = part
            return part
        } catch {
            throw .pattern(error)
        }
    }
}
