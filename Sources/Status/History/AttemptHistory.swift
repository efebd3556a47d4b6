import Probes

/// The last attempts of a probe, and failures that are older.
///
/// It takes no more memory than ``StatusLimits/historyBytesMax``, and hardly any before the first.
public struct AttemptHistory: Equatable, Sendable {
    private var attempts = RecordRing(countMax: StatusLimits.attemptsMax)
    private var failures = RecordRing(countMax: StatusLimits.olderFailuresMax)

    /// Nothing yet.
    public init() {}

    /// An attempt has ended.
    public mutating func append(_ attempt: AttemptRecord) {
        guard let oldest = attempts.append(attempt), case .failure = oldest.verdict else { return }
        _ = failures.append(oldest)
    }

    /// The last attempts, the oldest first.
    public var recent: [AttemptRecord] { attempts.inOrder }

    /// Failures from before them, the oldest first.
    public var olderFailures: [AttemptRecord] { failures.inOrder }

    /// The last connection that was made.
    public var lastConnect: ShortDuration { attempts.lastConnect }
}

/// So many records at the most; each further one takes the place of the oldest.
private struct RecordRing: Equatable, Sendable {
    private var records: [AttemptRecord] = []
    /// Where the next one goes.
    private var next: UInt8 = 0
    private let countMax: UInt8

    private static let firstCount = 8

    init(countMax: Int) {
        self.countMax = UInt8(countMax)
    }

    /// Returns what had to go.
    mutating func append(_ record: AttemptRecord) -> AttemptRecord? {
        defer { next = next + 1 == countMax ? 0 : next + 1 }
        guard records.count == countMax else {
            // Little for who is new, then all that it will ever need: what doubles leaves holes.
            if records.count == records.capacity {
                records.reserveCapacity(records.isEmpty ? Self.firstCount : Int(countMax))
            }
            records.append(record)
            return nil
        }
        let oldest = records[Int(next)]
        records[Int(next)] = record
        return oldest
    }

    var inOrder: [AttemptRecord] {
        records.count < countMax ? records : Array(records[Int(next)...] + records[..<Int(next)])
    }

    /// Looks back from the newest, and copies nothing.
    var lastConnect: ShortDuration {
        for age in 1...max(1, records.count) where !records.isEmpty {
            let place = (Int(next) - age + records.count) % records.count
            if records[place].connection != .absent { return records[place].connection }
        }
        return .absent
    }
}
