public import Time

/// Times at which something is to be done, week by week and on single days, by a place's clocks.
///
/// A window is what the clocks there show. Where they are put forward over it, it does not occur or
/// is shorter; where they are put back, an hour that they show twice is twice in it.
public struct Schedule: Hashable, Sendable {
    /// Whose clocks they are.
    public let zone: TimeZone
    /// What recurs each week.
    public let weekly: [Weekly]
    /// Days on which nothing weekly begins.
    public let exceptions: Set<CivilDate>
    /// What is on single days besides.
    public let dated: [CivilDate: [Window]]

    /// A schedule that holds in any of its windows.
    public init(
        zone: TimeZone, weekly: [Weekly], exceptions: Set<CivilDate> = [],
        dated: [CivilDate: [Window]] = [:]
    ) {
        self.zone = zone
        self.weekly = weekly
        self.exceptions = exceptions
        self.dated = dated
    }

    /// Hours of a day, from one time of the clock to another.
    public struct Window: Hashable, Sendable {
        /// Seconds after midnight at which it begins, below 86,400.
        public let begin: Int
        /// Seconds after midnight before which it ends; where that is not after the beginning, it
        /// is of the next day.
        public let end: Int

        /// From `begin` to `end`, each at most a day.
        public init(begin: Int, end: Int) {
            precondition((0..<86_400).contains(begin) && (0...86_400).contains(end))
            self.begin = begin
            self.end = end
        }

        fileprivate var endsAfter: Int { end > begin ? end : end + 86_400 }
    }

    /// A window on some days of the week.
    public struct Weekly: Hashable, Sendable {
        /// On which it begins: 0 for Sunday to 6 for Saturday.
        public let weekdays: Set<Int>
        /// From when to when.
        public let window: Window

        /// A window on those days.
        public init(on weekdays: Set<Int>, _ window: Window) {
            self.weekdays = weekdays
            self.window = window
        }
    }

    /// Whether a time is in one of the windows.
    public func contains(_ time: WallTime) -> Bool {
        contains(time.secondsSinceEpoch)
    }

    /// When to look again: the first change after a time, or after 400 days without one that day.
    public func change(after time: WallTime) -> WallTime {
        let begin = time.secondsSinceEpoch
        let horizon = begin + ScheduleLimits.horizonSeconds
        let isIn = contains(begin)
        var moment = begin
        while moment < horizon {
            moment = next(after: moment)
            if contains(moment) != isIn { return WallTime(secondsSinceEpoch: moment) }
        }
        return WallTime(secondsSinceEpoch: horizon)
    }
}

/// The bounds of schedules.
enum ScheduleLimits {
    /// How far ahead a change is looked for.
    static let horizonSeconds: Int64 = 400 * 86_400
}

extension Schedule {
    private func contains(_ seconds: Int64) -> Bool {
        let local = seconds + zone.offset(at: seconds)
        let today = local.flooredDivision(by: 86_400).quotient
        return [today - 1, today].contains { day in
            let second = Int(local - day * 86_400)
            return windows(on: day).contains { $0.begin <= second && second < $0.endsAfter }
        }
    }

    /// The windows that begin on a day, which lies so many days after the epoch.
    private func windows(on day: Int64) -> [Window] {
        let date = CivilDate(daysSinceEpoch: day)
        let special = dated[date] ?? []
        guard !exceptions.contains(date) else { return special }
        let weekday = date.weekday
        return special + weekly.filter { $0.weekdays.contains(weekday) }.map(\.window)
    }

    /// The first moment after one at which a window begins or ends, the clocks are changed, or the
    /// day after begins.
    private func next(after seconds: Int64) -> Int64 {
        let offset = zone.offset(at: seconds)
        let local = seconds + offset
        let today = local.flooredDivision(by: 86_400).quotient
        var next = (today + 1) * 86_400 - offset
        for day in [today - 1, today] {
            for window in windows(on: day) {
                for edge in [window.begin, window.endsAfter] {
                    let moment = day * 86_400 + Int64(edge) - offset
                    if moment > seconds { next = min(next, moment) }
                }
            }
        }
        return min(next, zone.transition(after: seconds) ?? next)
    }
}
