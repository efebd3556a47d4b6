import Testing
import Workbench

/// What loopback cannot show: routers, routes, links and addresses that fail, in network
/// namespaces that each test makes for itself.
@Suite(.needsNamespaces) struct NamespaceTests {}

extension Trait where Self == ConditionTrait {
    /// Skips where namespaces cannot be made, unless the environment forbids to skip.
    static var needsNamespaces: Self {
        let missing = NetworkNamespace.missing
        return .enabled(if: missing == nil, missing.map { Comment(rawValue: $0) })
    }
}
