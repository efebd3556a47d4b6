package import Scheduling
package import Time

/// Which probes are inside their windows and which in maintenance, as time goes by.
///
/// Probes with the same schedule share it: it is looked up once for all of them.
package struct WindowTable {
    /// What holds of a probe now.
    package struct Standing: Equatable, Sendable {
        /// Whether it is to be attempted.
        package var isScheduled = true
        /// Whether it need not answer.
        package var isInMaintenance = false

        /// What holds of a probe of which nothing is said.
        package init() {}
    }

    private struct Watch {
        var isOn: Bool
        var next: WallTime?
        var probes: Set<Int> = []
    }

    private struct Entry {
        let schedule: Occasion?
        let maintenance: [Occasion]
        var standing: Standing
    }

    private var watches: [Occasion: Watch] = [:]
    private var entries: [Int: Entry] = [:]
    private var lookedAt: WallTime?
    /// When to look again; nil where nothing will change.
    package private(set) var nextChange: WallTime?

    /// A table without probes.
    package init() {}

    /// Takes on a probe, or other times of one; returns what holds of it now.
    package mutating func set(
        _ probe: Int, schedule: Occasion?, maintenance: [Occasion], now: WallTime
    ) -> Standing {
        remove(probe)
        guard schedule != nil || !maintenance.isEmpty else { return Standing() }
        for occasion in [schedule].compactMap(\.self) + maintenance {
            watches[occasion, default: Self.watch(occasion, now)].probes.insert(probe)
            note(watches[occasion]?.next)
        }
        var entry = Entry(schedule: schedule, maintenance: maintenance, standing: Standing())
        entry.standing = standing(of: entry)
        entries[probe] = entry
        lookedAt = lookedAt ?? now
        return entry.standing
    }

    /// Drops a probe, and times that nobody has any more.
    package mutating func remove(_ probe: Int) {
        guard let entry = entries.removeValue(forKey: probe) else { return }
        for occasion in [entry.schedule].compactMap(\.self) + entry.maintenance {
            watches[occasion]?.probes.remove(probe)
            if watches[occasion]?.probes.isEmpty == true { watches[occasion] = nil }
        }
    }

    /// Looks at the clock; returns the probes of which something else holds now, in their order.
    ///
    /// A clock that was set back is looked at again from there.
    package mutating func advance(to now: WallTime) -> [(probe: Int, standing: Standing)] {
        guard let lookedAt else { return [] }
        guard nextChange.map({ $0 <= now }) ?? false || now < lookedAt else {
            self.lookedAt = now
            return []
        }
        self.lookedAt = now
        nextChange = nil
        var affected: Set<Int> = []
        for (occasion, watch) in watches {
            var new = Self.watch(occasion, now)
            new.probes = watch.probes
            if new.isOn != watch.isOn { affected.formUnion(watch.probes) }
            watches[occasion] = new
            note(new.next)
        }
        return affected.sorted().compactMap { probe in
            guard let entry = entries[probe] else { return nil }
            let standing = standing(of: entry)
            guard standing != entry.standing else { return nil }
            entries[probe]?.standing = standing
            return (probe, standing)
        }
    }

    private static func watch(_ occasion: Occasion, _ now: WallTime) -> Watch {
        Watch(isOn: occasion.contains(now), next: occasion.change(after: now))
    }

    private mutating func note(_ change: WallTime?) {
        guard let change else { return }
        nextChange = min(nextChange ?? change, change)
    }

    private func standing(of entry: Entry) -> Standing {
        var standing = Standing()
        standing.isScheduled = entry.schedule.map(isOn) ?? true
        standing.isInMaintenance = entry.maintenance.contains(where: isOn)
        return standing
    }

    private func isOn(_ occasion: Occasion) -> Bool { watches[occasion]?.isOn ?? false }
}
