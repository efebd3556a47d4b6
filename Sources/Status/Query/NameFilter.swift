/// Whether a probe has the names that a query wants, and the words.
public struct NameFilter: Sendable {
    private let query: StatusQuery
    private let search: String

    /// What that query wants, conditions apart.
    public init(_ query: StatusQuery) {
        self.query = query
        search = query.search.lowercased()
    }

    /// Whether a probe is wanted.
    public func wants(_ names: ProbeNames) -> Bool {
        isWanted(query.server, names.server) && isWanted(query.name, names.name)
            && isWanted(query.target, names.target) && isWanted(query.owner, names.owner)
            && isWanted(query.site, names.site)
            && isWanted(query.serverName, names.serverName ?? "") && isFound(names)
    }

    private func isWanted(_ wish: String?, _ name: String) -> Bool {
        wish.map { $0 == name } ?? true
    }

    private func isFound(_ names: ProbeNames) -> Bool {
        guard !search.isEmpty else { return true }
        let fields = [
            "\(names.server)/\(names.name)", names.target, names.serverName ?? "", names.text,
            names.owner, names.site,
        ]
        return (fields + names.labels.map(\.value)).contains { field in
            field.lowercased().contains(search)
        }
    }
}

/// The servers, owners and sites that there are, in the order of their names.
public struct StatusChoices: Equatable, Sendable {
    private var all: [Kind: Set<String>] = [:]

    private enum Kind {
        case server, owner, site
    }

    mutating func note(_ names: ProbeNames) {
        for (kind, name) in [
            (Kind.server, names.server), (.owner, names.owner), (.site, names.site),
        ] where !name.isEmpty && all[kind, default: []].count <= StatusLimits.choicesMax {
            all[kind, default: []].insert(name)
        }
    }

    /// The names of the servers; nil where there are too many to choose from.
    var servers: [String]? { choices(.server) }
    /// Who is called.
    var owners: [String]? { choices(.owner) }
    /// Where they stand.
    var sites: [String]? { choices(.site) }

    private func choices(_ kind: Kind) -> [String]? {
        let names = all[kind, default: []]
        return names.count <= StatusLimits.choicesMax ? names.sorted() : nil
    }
}
