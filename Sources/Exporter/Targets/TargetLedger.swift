import Configuration
import Network
import Time

/// What is known of those who tell targets, for series and the log.
struct TargetLedger: Sendable {
    private var accounts: [String: Account] = [:]

    private struct Account: Sendable {
        let source: TargetSource
        var failureCount: UInt64 = 0
        var succeededAt: WallTime?
        /// What was wrong with the last answer; nil before the first.
        var faults: [String]?
    }

    /// What is known of one of them.
    struct Standing: Sendable {
        let server: String
        let probe: String
        let kind: String
        let failureCount: UInt64
        let succeededAt: WallTime?
        /// Whether the last answer could be used, whole; nil before the first.
        let isSuccessful: Bool?
        let probeCount: Int
    }

    /// An answer came for a sourced probe; returns what the log does not know yet.
    mutating func note(
        _ faults: [String], of sourced: SourcedProbe, at now: WallTime
    ) -> [Line] {
        var account = account(of: sourced)
        defer { accounts[sourced.qualifiedName] = account }
        let before = account.faults ?? []
        account.faults = faults
        guard !faults.isEmpty else {
            account.succeededAt = now
            return before.isEmpty
                ? [] : [Line(.info, "A source of targets can be used again", sourced)]
        }
        account.failureCount += 1
        guard faults != before else { return [] }
        let message =
            account.succeededAt == nil
            ? "A source of targets fails" : "A source of targets fails, those that it told go on"
        return faults.prefix(ExporterLimits.faultsToldMax).map {
            Line(.warn, message, sourced, LogField("error", $0))
        }
    }

    /// A line for the log.
    struct Line {
        let level: LogLevel
        let message: String
        let fields: [LogField]

        fileprivate init(
            _ level: LogLevel, _ message: String, _ sourced: SourcedProbe, _ more: LogField...
        ) {
            self.level = level
            self.message = message
            fields =
                [
                    LogField("server", sourced.server), LogField("probe", sourced.name),
                    LogField("source", sourced.source.kind),
                    LogField("place", sourced.source.place),
                ] + more
        }
    }

    /// What is known of its source, and not of one that it had before.
    private func account(of sourced: SourcedProbe) -> Account {
        guard let account = accounts[sourced.qualifiedName], account.source == sourced.source
        else { return Account(source: sourced.source) }
        return account
    }

    /// Forgets all but those that are followed now, and returns what is known of these.
    mutating func standings(_ table: TargetTable) -> [Standing] {
        let counts = table.probeCounts
        accounts = accounts.filter { counts[$0.key] != nil }
        return table.sourced.map { sourced in
            let account = account(of: sourced)
            return Standing(
                server: sourced.server, probe: sourced.name, kind: sourced.source.kind,
                failureCount: account.failureCount, succeededAt: account.succeededAt,
                isSuccessful: account.faults.map(\.isEmpty),
                probeCount: counts[sourced.qualifiedName] ?? 0)
        }
    }
}
