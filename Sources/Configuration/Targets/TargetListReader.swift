internal import Network
internal import Probes
internal import Wire

/// Reads lists of targets as Prometheus has them in `file_sd` and `http_sd`:
/// `[{"targets": ["host:port"], "labels": {"name": "value"}}]`.
///
/// Labels that begin with `__` are for Prometheus' relabelling, and are left out.
public struct TargetListReader: Sendable {
    private let limits: ConfigurationLimits

    /// Bytes that a list may have.
    public static var bytesMax: Int { ConfigurationLimits().targetListBytesMax }

    /// How a list is written.
    public enum Format: Sendable {
        /// RFC 8259.
        case json
        /// YAML, as the configuration is.
        case yaml

        /// The one that the name of a file ends in; nil for another name.
        init?(_ path: String) {
            if path.hasSuffix(".json") {
                self = .json
            } else if path.hasSuffix(".yml") || path.hasSuffix(".yaml") {
                self = .yaml
            } else {
                return nil
            }
        }
    }

    /// A reader of lists.
    public init() {
        self.init(limits: ConfigurationLimits())
    }

    /// A reader with other limits, for tests of the limits.
    package init(limits: ConfigurationLimits) {
        self.limits = limits
    }

    /// The groups of a list that is called `name` in errors; throws every mistake in it.
    public func groups(
        _ bytes: [UInt8], name: String, _ format: Format
    ) throws(ConfigurationErrors) -> [TargetGroup] {
        let findings = Findings(file: name, countMax: limits.errorCountMax)
        var groups: [TargetGroup] = []
        if bytes.count > limits.targetListBytesMax {
            findings.report(nil, FileMistake.of(.tooLarge, bytesMax: limits.targetListBytesMax))
        } else if let root = root(of: bytes, format, findings) {
            groups = self.groups(
                Field(root, at: Place(mark: root.mark, path: .top), findings: findings))
        }
        if let refusal = findings.refusal { throw refusal }
        return groups
    }

    private func root(
        of bytes: [UInt8], _ format: Format, _ findings: Findings
    ) -> YAMLNode? {
        switch format {
        case .yaml:
            return YAMLComposer.root(of: bytes, findings: findings, limits: limits) { _ in nil }
        case .json:
            do throws(JSONError) {
                return YAMLNode(try JSON(parsing: bytes))
            } catch {
                findings.report(
                    Mark(line: error.line, column: error.column),
                    Mistake(
                        "this is no JSON: \(error.fault.words)",
                        "write a list such as \(Self.example)"))
                return nil
            }
        }
    }

    private static let example = "[{\"targets\": [\"api.example.com:443\"]}]"

    private func groups(_ field: Field) -> [TargetGroup] {
        guard let items = field.items("list of targets", write: "write \(Self.example)") else {
            return []
        }
        var groups: [TargetGroup] = []
        var targetCount = 0
        for item in items {
            guard let group = group(item) else { continue }
            targetCount += group.targets.count
            guard targetCount <= limits.targetCountMax else {
                item.report(
                    Mistake(
                        "there are more than \(limits.targetCountMax) targets",
                        "split the list between several probes"))
                break
            }
            groups.append(group)
        }
        return groups
    }

    private func group(_ field: Field) -> TargetGroup? {
        let suggestion = "write {\"targets\": [\"api.example.com:443\"]}"
        guard var mapping = field.mapping("group of targets", write: suggestion) else {
            return nil
        }
        let noTargets = Mistake("the group has no targets", suggestion)
        let list = mapping.require("targets", noTargets)
        let labels = mapping.take("labels").map(self.labels) ?? []
        // Prometheus lets a group say where it comes from.
        _ = mapping.take("source")
        mapping.reportUnknownKeys()
        guard let items = list?.items("list of targets", write: suggestion) else { return nil }
        return TargetGroup(targets: items.compactMap(target), labels: labels)
    }

    private func target(_ field: Field) -> TargetGroup.Target? {
        guard
            let scalar = field.scalar(
                "target", isTemplate: true, write: TargetText.suggestion)
        else {
            return nil
        }
        return field.attempt { () throws(Mistake) in try TargetText.parse(scalar.text) }
    }

    private func labels(_ field: Field) -> [Label] {
        if field.isNull { return [] }
        let suggestion = "write labels such as {\"tier\": \"1\"}"
        guard let mapping = field.mapping("mapping of labels", write: suggestion) else {
            return []
        }
        let written = mapping.fields.filter { !$0.key.hasPrefix("__") }
        guard written.count <= limits.labelCountMax else {
            field.report(
                Mistake(
                    "\(written.count) labels are too many for a probe",
                    "write at most \(limits.labelCountMax)"))
            return []
        }
        return written.compactMap { name, field in
            InheritedLabels.value(name, field, limits, isFilled: false).map {
                Label(name: name, value: $0)
            }
        }.sorted { $0.name < $1.name }
    }
}

extension YAMLNode {
    /// A value whose place nobody knows.
    fileprivate init(_ json: JSON) {
        let content: Content =
            switch json {
            case .null: .scalar("null", isPlain: true)
            case .flag(let flag): .scalar("\(flag)", isPlain: true)
            case .numeral(let numeral): .scalar(numeral.text, isPlain: true)
            case .text(let text): .scalar(text, isPlain: false)
            case .array(let values): .sequence(values.map { YAMLNode($0) })
            case .object(let members):
                .mapping(
                    members.map { YAMLPair(key: $0.0, mark: .unknown, value: YAMLNode($0.1)) })
            }
        self.init(mark: .unknown, content: content)
    }
}
