import Metrics
import Time

/// Which probes cannot answer while which others are down, by their numbers.
struct Dependencies: Sendable {
    /// For each probe that depends on others: each name that it depends on, as the probes that bear
    /// it here.
    private let parents: [Int: [[Int]]]
    private let children: [Int: [Int]]

    /// Nothing depends on anything.
    init() {
        self.init([:])
    }

    /// What those probes depend on; a name that nobody bears here blocks nobody.
    init(_ parents: [Int: [[Int]]]) {
        self.parents = parents
        var children: [Int: [Int]] = [:]
        for (child, groups) in parents {
            for parent in Set(groups.joined()) { children[parent, default: []].append(child) }
        }
        self.children = children
    }

    var blockable: [Int] { parents.keys.sorted() }

    func children(of parent: Int) -> [Int] { children[parent] ?? [] }

    /// Whether all probes of a name are in the way of a probe.
    func isBlocked(_ child: Int, _ states: [ProbeState]) -> Bool {
        parents[child]?.contains { group in
            !group.isEmpty && group.allSatisfy { states[$0].isInTheWay }
        } ?? false
    }
}

extension Recorder.Cells {
    /// Takes over who depends on whom, and looks at all of them and at those that were `touched`.
    mutating func setDependencies(
        _ new: Dependencies, touched: [Int], _ columns: ProbeColumns, _ now: WallTime
    ) -> [Recorder.OtherChange] {
        let before = dependencies.blockable
        dependencies = new
        return settle(
            touched, before.filter { states[$0].ticket != 0 } + new.blockable, columns, now)
    }

    /// The states of probes have changed, or whether they are to be trusted: judges them, blocks
    /// those that depend on them, or lets them go, and so on with those that depend on these.
    mutating func settle(
        _ touched: [Int], _ columns: ProbeColumns, _ now: WallTime
    ) -> [Recorder.OtherChange] {
        settle(touched, touched.flatMap(dependencies.children), columns, now)
    }

    /// Judges nobody before all is settled: what holds in between is nobody's business.
    private mutating func settle(
        _ touched: [Int], _ blockable: [Int], _ columns: ProbeColumns, _ now: WallTime
    ) -> [Recorder.OtherChange] {
        var affected = touched
        var pending = blockable
        // No probe depends on itself, so that this ends.
        while let child = pending.popLast() {
            let isBlocked = dependencies.isBlocked(child, states)
            guard states[child].isBlocked != isBlocked else { continue }
            states[child].isBlocked = isBlocked
            if probes.value(of: columns.judgement.blocked, states[child].row) != nil {
                probes.set(columns.judgement.blocked, states[child].row, to: isBlocked ? 1 : 0)
            }
            affected.append(child)
            pending += dependencies.children(of: child)
        }
        return affected.compactMap { probe in
            judge(probe, columns, now).map { Recorder.OtherChange(probe: probe, change: $0) }
        }
    }
}
