import Time

/// When the clocks of a place change each year, for ever: POSIX's TZ, RFC 9636 section 3.3.
struct ZoneRule: Equatable, Sendable {
    /// Seconds ahead of UTC when no daylight saving time holds.
    let standardOffset: Int64
    /// Nil where there is none.
    let saving: Saving?

    struct Saving: Equatable, Sendable {
        /// Seconds ahead of UTC while it holds.
        let offset: Int64
        let begin: Moment
        let end: Moment
    }

    /// A moment of the year, by the clock that holds until then.
    struct Moment: Equatable, Sendable {
        let day: Day
        /// Seconds since midnight, which may lie in days before or after.
        let time: Int64
    }

    enum Day: Equatable, Sendable {
        /// 1 to 365, where 29 February is never counted.
        case withoutLeapDay(Int)
        /// 0 to 365, where it is.
        case ofYear(Int)
        /// The `week`th such day of the week in a month; 5 is the last. Sunday is 0.
        case weekday(Int, week: Int, month: Int)
    }

    func offset(at seconds: Int64) -> Int64 {
        guard saving != nil else { return standardOffset }
        return changes(around: seconds).last { $0.at <= seconds }?.offset ?? standardOffset
    }

    /// The first moment after another at which the offset is not `now`; nil where there is none.
    func transition(after seconds: Int64, from now: Int64) -> Int64? {
        // A saving time that holds all year ends and begins in one moment.
        changes(around: seconds).first { change in
            change.at > seconds && offset(at: change.at) != now
        }?.at
    }

    /// The changes of the years around a time, in their order.
    private func changes(around seconds: Int64) -> [(at: Int64, offset: Int64)] {
        guard let saving else { return [] }
        let year = CivilTime(WallTime(secondsSinceEpoch: seconds)).date.year
        var periods: [Range<Int64>] = []
        for year in year - 1...year + 2 {
            guard let period = period(of: year, saving), !period.isEmpty else { continue }
            // One that begins before another has ended, or just then, goes on with it.
            if let last = periods.last, period.lowerBound <= last.upperBound {
                let end = max(last.upperBound, period.upperBound)
                periods[periods.count - 1] = last.lowerBound..<end
            } else {
                periods.append(period)
            }
        }
        return periods.flatMap {
            [($0.lowerBound, saving.offset), ($0.upperBound, standardOffset)]
        }
    }

    /// The daylight saving time that begins in a year; it may end in the next one.
    private func period(of year: Int, _ saving: Saving) -> Range<Int64>? {
        let begin = saving.begin.seconds(of: year) - standardOffset
        let end = saving.end.seconds(of: year) - saving.offset
        if begin <= end { return begin..<end }
        let nextEnd = saving.end.seconds(of: year + 1) - saving.offset
        return begin <= nextEnd ? begin..<nextEnd : nil
    }
}

extension ZoneRule.Moment {
    /// The moment in a year as if its clock showed UTC.
    func seconds(of year: Int) -> Int64 {
        day.daysSinceEpoch(in: year) * 86_400 + time
    }
}

extension ZoneRule.Day {
    func daysSinceEpoch(in year: Int) -> Int64 {
        switch self {
        case .ofYear(let day): return Self.first(1, of: year) + Int64(day)
        case .withoutLeapDay(let day):
            // The 60th is always 1 March.
            let leapDay = CivilDate.isLeap(year) && day >= 60 ? 1 : 0
            return Self.first(1, of: year) + Int64(day - 1 + leapDay)
        case .weekday(let weekday, let week, let month):
            let first = Self.first(month, of: year)
            let ahead = (weekday - CivilDate(daysSinceEpoch: first).weekday + 7) % 7
            let day = ahead + 7 * (week - 1)
            let isBeyond = day >= CivilDate.dayCount(ofMonth: month, year: year)
            return first + Int64(isBeyond ? day - 7 : day)
        }
    }

    private static func first(_ month: Int, of year: Int) -> Int64 {
        CivilDate(year: year, month: month, day: 1)?.daysSinceEpoch ?? 0
    }
}
