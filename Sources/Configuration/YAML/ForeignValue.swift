/// A value of a YAML file that somebody else defines, and where it begins.
///
/// The file is read as ours are, but nothing in it is known: its reader knows what its keys mean.
public struct ForeignValue: Sendable {
    /// Counted from 1.
    public let line: Int
    /// Unicode scalars of the line, counted from 1.
    public let column: Int
    /// What it is.
    public let content: Content

    /// What a value may be.
    public indirect enum Content: Sendable {
        /// A single value; plain when it stands without quotes and is no block of text.
        case text(String, isPlain: Bool)
        /// One after the other.
        case list([ForeignValue])
        /// In the order of the file, no key twice.
        case mapping([(key: String, value: ForeignValue)])
    }

    /// The root of a file that is called `name` in errors; throws all that is no YAML in it, or
    /// that a configuration does without, such as an alias.
    public static func root(
        of bytes: [UInt8], name: String
    ) throws(ConfigurationErrors) -> ForeignValue {
        let limits = ConfigurationLimits()
        let findings = Findings(file: name, countMax: limits.errorCountMax)
        let root = YAMLComposer.root(of: bytes, findings: findings, limits: limits) {
            "${env.\($0)}"
        }
        if let refusal = findings.refusal {
            // To somebody else nothing may be a configuration.
            guard refusal.errors.map(\.message) == [YAMLComposer.emptiness.message] else {
                throw refusal
            }
            return ForeignValue(line: 1, column: 1, content: .mapping([]))
        }
        guard let root else { preconditionFailure("without a root there is a finding") }
        return ForeignValue(root)
    }

    private init(line: Int, column: Int, content: Content) {
        self.line = line
        self.column = column
        self.content = content
    }

    private init(_ node: YAMLNode) {
        line = node.mark.line
        column = node.mark.column
        content =
            switch node.content {
            case .scalar(let text, let isPlain): .text(text, isPlain: isPlain)
            case .sequence(let nodes): .list(nodes.map(ForeignValue.init))
            case .mapping(let pairs): .mapping(pairs.map { ($0.key, ForeignValue($0.value)) })
            case .unusable: preconditionFailure("what is unusable has been refused")
            }
    }
}
