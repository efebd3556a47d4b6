internal import Probes

/// What becomes of each probe when one configuration follows another.
///
/// A probe is the same where server, name, target, labels and listed server name are.
public struct Plan: Equatable, Sendable {
    /// What becomes of a probe of the new configuration; `old` is its place in the old one.
    public enum Fate: Equatable, Sendable {
        /// It is new.
        case added
        /// Nothing is said of it that was not said before.
        case kept(old: Int)
        /// Something else is said of it, and it does the same.
        case changed(old: Int)
        /// It does something else: what an attempt in flight finds says nothing of it.
        case asksAnew(old: Int)
    }

    /// The fate of each probe of the new configuration, in its order.
    public private(set) var fates: [Fate] = []
    /// The places of those in the old one that are not there any more.
    public private(set) var removed: [Int] = []

    /// What has to be done so that the probes of `new` run, where those of `old` do.
    ///
    /// Where series get other labels, or other subjects, nothing can be kept of them.
    public init(from old: Settings, to new: Settings) {
        var places: [[UInt8]: Int] = [:]
        places.reserveCapacity(old.probes.count)
        for (place, probe) in old.probes.enumerated() { places[probe.identityBytes] = place }
        var isKept = Array(repeating: false, count: old.probes.count)
        let keepsSeries = old.gateway == new.gateway
        fates.reserveCapacity(new.probes.count)
        for probe in new.probes {
            guard keepsSeries, let place = places[probe.identityBytes],
                old.probes[place].options.addresses.isAll == probe.options.addresses.isAll
            else {
                fates.append(.added)
                continue
            }
            isKept[place] = true
            fates.append(Self.fate(of: probe, from: old.probes[place], at: place))
        }
        removed = isKept.indices.filter { !isKept[$0] }
    }

    private static func fate(
        of probe: ProbeSettings, from old: ProbeSettings, at place: Int
    ) -> Fate {
        if probe == old { return .kept(old: place) }
        return probe.options == old.options ? .changed(old: place) : .asksAnew(old: place)
    }

    /// How many probes have which fate.
    public struct Counts: Equatable, Sendable {
        /// Those that are new.
        public var added = 0
        /// Those of which something else is said.
        public var changed = 0
        /// Those that are not there any more.
        public var removed = 0
        /// Those that stay as they are.
        public var kept = 0

        /// None.
        public init() {}
    }

    /// How many probes have which fate.
    public var counts: Counts {
        var counts = Counts()
        counts.removed = removed.count
        for fate in fates {
            switch fate {
            case .added: counts.added += 1
            case .kept: counts.kept += 1
            case .changed, .asksAnew: counts.changed += 1
            }
        }
        return counts
    }
}
