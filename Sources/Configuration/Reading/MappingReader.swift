/// Gives the entries of a mapping to who asks for them by key; what nobody asks for is unknown.
struct MappingReader {
    let place: Place
    private let pairs: [YAMLPair]
    private let findings: Findings
    private var asked: [String] = []
    private var isTaken: [Bool]
    private var untakenCount: Int

    init(_ pairs: [YAMLPair], at place: Place, findings: Findings) {
        self.pairs = pairs
        self.place = place
        self.findings = findings
        isTaken = Array(repeating: false, count: pairs.count)
        untakenCount = pairs.count
        asked.reserveCapacity(32)
    }

    /// The entry called `key`; nil where there is none.
    mutating func take(_ key: String) -> Field? {
        asked.append(key)
        // Most mappings have few of the keys that they may have.
        guard untakenCount > 0, let index = pairs.firstIndex(where: { $0.key == key }) else {
            return nil
        }
        markTaken(index)
        return field(pairs[index])
    }

    /// Whether there is an entry called `key`, which may not be; notes that, and does not list it
    /// among the keys that are known.
    mutating func refuse(_ key: String, _ mistake: @autoclosure () -> Mistake) -> Bool {
        guard let index = pairs.firstIndex(where: { $0.key == key }) else { return false }
        markTaken(index)
        field(pairs[index]).report(mistake())
        return true
    }

    /// The entry called `key`, which is still to be taken.
    func peek(_ key: String) -> Field? {
        pairs.first { $0.key == key }.map(field)
    }

    /// The entry called `key`; notes that it lacks where there is none.
    mutating func require(_ key: String, _ mistake: @autoclosure () -> Mistake) -> Field? {
        let field = take(key)
        if field == nil { reportMissing(mistake()) }
        return field
    }

    /// Notes that something lacks that should stand in it.
    func reportMissing(_ mistake: @autoclosure () -> Mistake) {
        findings.report(place.mark, key: place.path.dotted, mistake())
    }

    /// Every entry, where the keys are the user's own.
    var fields: [(key: String, field: Field)] {
        pairs.map { ($0.key, field($0)) }
    }

    /// Whether there are entries that nobody has asked for.
    var hasUnknownKeys: Bool { untakenCount > 0 }

    /// Notes every entry that nobody has asked for.
    func reportUnknownKeys() {
        for (pair, isTaken) in zip(pairs, isTaken) where !isTaken {
            findings.report(pair.mark, key: place.path.dotted, unknown(pair.key))
        }
    }

    private mutating func markTaken(_ index: Int) {
        guard !isTaken[index] else { return }
        isTaken[index] = true
        untakenCount -= 1
    }

    private func field(_ pair: YAMLPair) -> Field {
        Field(
            pair.value, at: Place(mark: pair.mark, path: .key(place.path, pair.key)),
            findings: findings)
    }

    private func unknown(_ key: String) -> Mistake {
        let message = "unknown key \(Excerpt.quoted(key))"
        if let nearest = NearestName.to(key, among: asked) {
            return Mistake(message, "did you mean \(nearest)?")
        }
        return Mistake(message, "known here: \(asked.joined(separator: ", "))")
    }
}
