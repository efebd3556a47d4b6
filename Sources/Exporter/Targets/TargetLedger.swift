import Configuration
import Network
import Time

/// What is known of those who tell targets, for series and the log.
struct TargetLedger: Sendable {
    private var accounts: [String: Account] = [:]

    private struct Account: Sendable {
        var failureCount: UInt64 = 0
        var succeededAt: WallTime?
        /// What is wrong now; nothing where all is well.
        var faults: [String] = []
    }

    /// What is known of one of them.
    struct Standing: Sendable {
        let server: String
        let probe: String
        let kind: String
        let failureCount: UInt64
        let succeededAt: WallTime?
        let probeCount: Int
    }

    /// An answer came for a sourced probe; tells the log what it did not say before.
    mutating func note(
        _ faults: [String], of sourced: SourcedProbe, at now: WallTime, _ log: any Log
    ) {
        var account = accounts[sourced.qualifiedName] ?? Account()
        defer { accounts[sourced.qualifiedName] = account }
        let before = account.faults
        account.faults = faults
        let fields = [
            LogField("server", sourced.server), LogField("probe", sourced.name),
            LogField("source", sourced.source.kind), LogField("place", sourced.source.place),
        ]
        guard !faults.isEmpty else {
            account.succeededAt = now
            if !before.isEmpty { log.write(.info, "A source of targets can be used again", fields) }
            return
        }
        account.failureCount += 1
        guard faults != before else { return }
        for fault in faults.prefix(ExporterLimits.faultsToldMax) {
            log.write(
                .warn, "A source of targets fails, those that it told go on",
                fields + [LogField("error", fault)])
        }
    }

    /// Forgets all but those that are followed now, and returns what is known of these.
    mutating func standings(_ table: TargetTable) -> [Standing] {
        let counts = table.probeCounts
        accounts = accounts.filter { counts[$0.key] != nil }
        return table.sourced.map { sourced in
            let account = accounts[sourced.qualifiedName] ?? Account()
            return Standing(
                server: sourced.server, probe: sourced.name, kind: sourced.source.kind,
                failureCount: account.failureCount, succeededAt: account.succeededAt,
                probeCount: counts[sourced.qualifiedName] ?? 0)
        }
    }
}
