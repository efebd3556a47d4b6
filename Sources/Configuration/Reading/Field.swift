/// A value of a file, where it stands, and whom to tell when it is wrong.
struct Field {
    let node: YAMLNode
    /// Where its key or, in a list, the value itself begins.
    let place: Place
    let findings: Findings

    init(_ node: YAMLNode, at place: Place, findings: Findings) {
        self.node = node
        self.place = place
        self.findings = findings
    }

    /// Notes that the value is wrong.
    func report(_ mistake: @autoclosure () -> Mistake) {
        findings.report(place.mark, key: place.path.dotted, mistake())
    }

    /// Notes, where the later of the two stands, that this key and another exclude each other.
    func report(excludedBy other: Field) {
        let later = max(place.mark, other.place.mark) == other.place.mark ? other : self
        later.report(
            Mistake(
                "both \(place.path.key) and \(other.place.path.key) are written",
                "leave one of the two"))
    }

    /// Whether no value stands there: `null`, `~`, or nothing at all (YAML 1.1, the null type).
    var isNull: Bool {
        guard case .scalar(let text, isPlain: true) = node.content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }

    /// The single value, which should be `noun`; nil after a report.
    ///
    /// What is to be filled in later is left in a template, with what is literal there.
    func scalar(
        _ noun: String, isTemplate: Bool = false, write suggestion: @autoclosure () -> String
    ) -> Scalar? {
        guard !isNull else {
            report(Mistake("no value is given", suggestion()))
            return nil
        }
        switch node.content {
        case .scalar(let text, let isPlain):
            return Scalar(
                text: isTemplate ? text : EnvironmentText.unescaped(text), isPlain: isPlain)
        case .sequence:
            report(Mistake("a list is no \(noun)", suggestion()))
        case .mapping:
            report(Mistake("a mapping is no \(noun)", suggestion()))
        case .unusable:
            break
        }
        return nil
    }

    /// The items of a list; nil after a report.
    func items(_ noun: String, write suggestion: String) -> [Field]? {
        if case .sequence(let nodes) = node.content {
            return nodes.enumerated().map { index, node in
                Field(
                    node, at: Place(mark: node.mark, path: .item(place.path, index)),
                    findings: findings)
            }
        }
        reportWrongType(noun, suggestion)
        return nil
    }

    /// The entries of a mapping; nil after a report.
    func mapping(_ noun: String, write suggestion: String) -> MappingReader? {
        if case .mapping(let pairs) = node.content {
            return MappingReader(pairs, at: place, findings: findings)
        }
        reportWrongType(noun, suggestion)
        return nil
    }

    /// What `parse` makes of the value; nil after reporting what it throws.
    func attempt<Value>(_ parse: () throws(Mistake) -> Value) -> Value? {
        do {
            return try parse()
        } catch {
            report(error)
            return nil
        }
    }

    private func reportWrongType(_ noun: String, _ suggestion: String) {
        switch node.content {
        case .scalar where isNull: report(Mistake("no value is given", suggestion))
        case .scalar(let text, _):
            report(Mistake("\(Excerpt.of(text)) is no \(noun)", suggestion))
        case .sequence: report(Mistake("a list is no \(noun)", suggestion))
        case .mapping: report(Mistake("a mapping is no \(noun)", suggestion))
        case .unusable: break
        }
    }
}

/// A single value as it is written.
struct Scalar {
    let text: String
    /// Neither quoted nor a block of text.
    let isPlain: Bool
}
