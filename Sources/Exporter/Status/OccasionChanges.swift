package import Scheduling
package import Time

/// When occasions begin or end next, each looked up once for all rows of a page.
package struct OccasionChanges {
    private let now: WallTime
    private var known: [Occasion: WallTime?] = [:]

    /// After that moment.
    package init(after now: WallTime) {
        self.now = now
    }

    /// When a schedule begins or ends; nil where it does not within the time that is looked ahead.
    package mutating func next(of occasion: Occasion) -> WallTime? {
        if let change = known[occasion] { return change }
        let change = Self.change(of: occasion, after: now)
        known[occasion] = .some(change)
        return change
    }

    /// When the first of some begins, or, where one has begun, when none of them is any more.
    package mutating func next(ofAny occasions: [Occasion]) -> WallTime? {
        guard let current = occasions.first(where: { $0.contains(now) }) else {
            return occasions.compactMap { next(of: $0) }.min()
        }
        var end = next(of: current)
        for _ in 0..<ExporterLimits.occasionsInTurnMax {
            guard let time = end, let other = occasions.first(where: { $0.contains(time) })
            else { return end }
            end = Self.change(of: other, after: time)
        }
        return nil
    }

    /// `Occasion.change(after:)` also says when to look again where nothing changes.
    private static func change(of occasion: Occasion, after time: WallTime) -> WallTime? {
        guard let change = occasion.change(after: time),
            occasion.contains(change) != occasion.contains(time)
        else { return nil }
        return change
    }
}
