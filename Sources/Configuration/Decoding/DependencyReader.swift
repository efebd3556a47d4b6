/// Finds out whether each probe that others depend on is there, and that none depends on itself.
struct DependencyReader {
    let names: WrittenNames

    /// Who depends on whom by qualified names, and where it is written.
    struct Dependency {
        let probe: String
        let parent: Field
        /// Whether its server or the defaults say it.
        let isInherited: Bool
    }

    /// Reports what is wrong; returns whom each probe depends on.
    func parents(_ dependencies: [Dependency]) -> [String: [String]] {
        var parents: [String: [String]] = [:]
        var fields: [String: Field] = [:]
        var known: [Mark: String?] = [:]
        for dependency in dependencies {
            // What many probes inherit is looked up, and reported, once.
            let mark = dependency.parent.node.mark
            let parent =
                known[mark] ?? names.reference(dependency.parent, "probe", among: names.probes)
            known[mark] = .some(parent)
            // A server may say it of all its probes, the parent among them.
            guard let parent, parent != dependency.probe || !dependency.isInherited else {
                continue
            }
            parents[dependency.probe, default: []].append(parent)
            if fields[dependency.probe] == nil { fields[dependency.probe] = dependency.parent }
        }
        reportCircles(parents, fields)
        return parents
    }

    private func reportCircles(_ parents: [String: [String]], _ fields: [String: Field]) {
        var done: Set<String> = []
        for start in parents.keys.sorted() where !done.contains(start) {
            if let circle = circle(from: start, parents, &done) {
                let way = circle.map { Excerpt.of($0) }.joined(separator: ", ")
                fields[circle[0]]?.report(
                    Mistake(
                        circle.count == 2
                            ? "\(Excerpt.of(start)) depends on itself"
                            : "these depend on each other in a circle: \(way)",
                        circle.count == 2 ? "leave it out" : "leave one of them out"))
            }
        }
    }

    /// The first way back to itself that is met; each probe is looked at once.
    private func circle(
        from start: String, _ parents: [String: [String]], _ done: inout Set<String>
    ) -> [String]? {
        var way: [(name: String, next: Int)] = [(start, 0)]
        var onWay: Set<String> = [start]
        while let last = way.last {
            let next = parents[last.name] ?? []
            guard last.next < next.count else {
                done.insert(last.name)
                onWay.remove(last.name)
                way.removeLast()
                continue
            }
            way[way.count - 1].next += 1
            let parent = next[last.next]
            if onWay.contains(parent), let begin = way.firstIndex(where: { $0.name == parent }) {
                done.formUnion(onWay)
                return way[begin...].map(\.name) + [parent]
            }
            if !done.contains(parent) {
                way.append((parent, 0))
                onWay.insert(parent)
            }
        }
        return nil
    }
}
