/// Makes a tree of the events of a YAML file, and refuses what a configuration does without.
///
/// Anchors, aliases, tags, duplicate keys and the like are reported and reading goes on; at bad
/// syntax, at a second document and at a tree that is too deep or too large it ends. The depth is
/// watched while reading, because libyaml takes quadratic time over lists in lists: the events
/// lag at most 1024 characters, the longest simple key, behind what it has scanned.
struct YAMLComposer: ~Copyable {
    private var parser: YAMLParser
    private let bytes: [UInt8]
    private let findings: Findings
    private let limits: ConfigurationLimits
    private let variable: (String) -> String?
    private var trail: [Step] = []
    private var depth = 0
    private var nodeCount = 0

    private enum Step {
        case key(String)
        case item(Int)
    }

    /// Reading has ended early, and why has been reported.
    private enum Stop: Error { case reported }

    /// What is wrong with a file in which nothing is written.
    static let emptiness = Mistake(
        "it is empty",
        "write servers with probes, such as servers: "
            + "[{name: web, probes: [{name: https, host: example.com, port: 443}]}]")

    /// The root of the only document in `bytes`; nil after a report.
    static func root(
        of bytes: [UInt8], findings: Findings, limits: ConfigurationLimits,
        variable: @escaping (String) -> String?
    ) -> YAMLNode? {
        // A byte order mark is allowed before a file (YAML 1.1 section 5.2) and is no column.
        let bytes = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? Array(bytes.dropFirst(3)) : bytes
        if let mark = Directives.excess(
            in: bytes, over: limits.directiveCountMax, findings.number)
        {
            findings.report(mark, Directives.mistake)
            return nil
        }
        do throws(YAMLFailure) {
            let parser = try YAMLParser(bytes)
            var composer = YAMLComposer(
                parser: parser, bytes: bytes, findings: findings, limits: limits,
                variable: variable)
            return try? composer.document()
        } catch {
            YAMLFailureReport.report(error, in: bytes, to: findings)
            return nil
        }
    }

    private init(
        parser: consuming YAMLParser, bytes: [UInt8], findings: Findings,
        limits: ConfigurationLimits, variable: @escaping (String) -> String?
    ) {
        self.parser = parser
        self.bytes = bytes
        self.findings = findings
        self.limits = limits
        self.variable = variable
    }

    private mutating func document() throws(Stop) -> YAMLNode {
        var root: YAMLNode?
        while true {
            let event = try next()
            switch event.kind {
            case .streamEnd:
                guard let root else {
                    findings.report(nil, Self.emptiness)
                    throw .reported
                }
                return root
            case .documentStart:
                guard root == nil else {
                    throw stop(
                        at: event.mark,
                        Mistake("a second document begins here", "write one document in a file"))
                }
            case .streamStart, .documentEnd:
                continue
            default:
                root = try node(event)
            }
        }
    }

    private mutating func node(_ event: YAMLEvent) throws(Stop) -> YAMLNode {
        nodeCount += 1
        guard nodeCount <= limits.nodeCountMax else {
            throw stop(
                at: event.mark,
                Mistake(
                    "there are more than \(limits.nodeCountMax) values",
                    "split the configuration between several exporters"))
        }
        refuseAnchorsAndTags(event)
        switch event.kind {
        case .scalar(let text, let isPlain):
            do throws(Mistake) {
                let filled = try EnvironmentText.filled(text, variable)
                return YAMLNode(mark: event.mark, content: .scalar(filled, isPlain: isPlain))
            } catch {
                report(event.mark, error)
                return YAMLNode(mark: event.mark, content: .unusable)
            }
        case .sequenceStart:
            try descend(event)
            defer { depth -= 1 }
            return YAMLNode(mark: event.mark, content: .sequence(try items()))
        case .mappingStart:
            try descend(event)
            defer { depth -= 1 }
            return YAMLNode(mark: event.mark, content: .mapping(try pairs()))
        default:
            report(
                event.mark,
                Mistake(
                    "an alias stands here",
                    "write the value again, or say in defaults what many probes share"))
            return YAMLNode(mark: event.mark, content: .unusable)
        }
    }

    private mutating func descend(_ event: YAMLEvent) throws(Stop) {
        depth += 1
        guard depth <= limits.depthMax else {
            // The path to this place is as long as the tree is deep, and says nothing.
            trail = []
            throw stop(
                at: event.mark,
                Mistake(
                    "mappings and lists stand more than \(limits.depthMax) deep in each other",
                    "close the brackets that are open, or indent less"))
        }
    }

    private mutating func items() throws(Stop) -> [YAMLNode] {
        var items: [YAMLNode] = []
        while true {
            let event = try next()
            if case .sequenceEnd = event.kind { return items }
            trail.append(.item(items.count))
            items.append(try node(event))
            trail.removeLast()
        }
    }

    private mutating func pairs() throws(Stop) -> [YAMLPair] {
        var pairs: [YAMLPair] = []
        var places = KeyPlaces()
        while true {
            let event = try next()
            if case .mappingEnd = event.kind { return pairs }
            guard let key = try key(event) else {
                _ = try node(try next())
                continue
            }
            let first = places.add(key, event.mark, after: pairs)
            trail.append(.key(key))
            if let first {
                let line = findings.line(of: first, seenFrom: event.mark)
                report(
                    event.mark,
                    Mistake("the key stands in \(line) already", "leave one of the two"))
            }
            let value = try node(try next())
            trail.removeLast()
            if first == nil { pairs.append(YAMLPair(key: key, mark: event.mark, value: value)) }
        }
    }

    /// The key that an event is; nil after a report.
    private mutating func key(_ event: YAMLEvent) throws(Stop) -> String? {
        switch event.kind {
        case .scalar("<<", isPlain: true):
            report(
                event.mark,
                Mistake(
                    "a merge key stands here", "say in defaults what many probes share"))
            return nil
        case .scalar("", isPlain: true):
            report(event.mark, Mistake("a key is missing before the colon", "write key: value"))
            return nil
        case .scalar(let key, _):
            refuseAnchorsAndTags(event)
            return key
        case .alias:
            _ = try node(event)
            return nil
        default:
            report(
                event.mark,
                Mistake("a mapping or a list stands here as a key", "write a word as the key"))
            _ = try node(event)
            return nil
        }
    }

    private mutating func next() throws(Stop) -> YAMLEvent {
        do throws(YAMLFailure) {
            var event = try parser.next()
            event.mark.file = findings.number
            return event
        } catch {
            YAMLFailureReport.report(error, in: bytes, to: findings)
            throw .reported
        }
    }

    private func refuseAnchorsAndTags(_ event: YAMLEvent) {
        if event.hasAnchor {
            report(
                event.mark,
                Mistake("an anchor stands here", "leave it out: aliases are not read either"))
        }
        if event.hasTag {
            report(
                event.mark,
                Mistake("a tag stands here", "leave it out: each key knows the type of its value"))
        }
    }

    private func report(_ mark: Mark, _ mistake: @autoclosure () -> Mistake) {
        findings.report(mark, key: path.dotted, mistake())
    }

    private func stop(at mark: Mark, _ mistake: Mistake) -> Stop {
        report(mark, mistake)
        return .reported
    }

    private var path: SettingPath {
        trail.reduce(.top) { path, step in
            switch step {
            case .key(let key): .key(path, key)
            case .item(let index): .item(path, index)
            }
        }
    }
}

/// Where the keys of a mapping stand; large mappings get a table, small ones are searched.
private struct KeyPlaces {
    private var table: [String: Mark] = [:]
    private static let searchedMax = 24

    /// Notes a key that comes after `pairs`, and tells where it stood before.
    mutating func add(_ key: String, _ mark: Mark, after pairs: [YAMLPair]) -> Mark? {
        guard pairs.count > Self.searchedMax else {
            return pairs.first { $0.key == key }?.mark
        }
        if table.isEmpty {
            for pair in pairs { table[pair.key] = pair.mark }
        }
        if let first = table[key] { return first }
        table[key] = mark
        return nil
    }
}
