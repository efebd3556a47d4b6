public import Time
public import Wire

/// What the API answers with a list of probes, read again by somebody who shows it.
public struct StatusAnswer: Sendable {
    /// When it was.
    public var now: WallTime
    /// The name of the vantage point; nil where it has none.
    public var gateway: String?
    /// How many probes stand how.
    public var counts: [ProbeCondition: Int]
    /// How many there are on all pages.
    public var total: Int
    /// Which page this is, from 1.
    public var page: Int
    /// How many pages there are.
    public var pageCount: Int
    /// The probes on it.
    public var rows: [Row]

    /// One probe.
    public struct Row: Sendable {
        /// Name of its server.
        public var server: String
        /// Its own name.
        public var name: String
        /// What is probed.
        public var target: String
        /// How it stands.
        public var condition: ProbeCondition
        /// Since when.
        public var since: WallTime?
        /// Why it fails, in words; nil where it does not.
        public var reason: String?
        /// Why the last attempt said nothing; nil where it did.
        public var inconclusive: String?
        /// The last attempts: `.` a success, `x` a failure, `?` what says nothing.
        public var recent: String
        /// The last connection.
        public var connect: Duration?
        /// Connections that take longer are slow.
        public var connectThreshold: Duration?
        /// The first end of a certificate.
        public var certificateExpiry: WallTime?
        /// How long before that end somebody is warned, and how long before it somebody is woken.
        public var expiryWarnings: ExpiryWarnings
        /// When it is attempted next.
        public var nextAttempt: WallTime?
        /// When its window begins or ends next.
        public var windowChange: WallTime?
        /// When its maintenance begins or ends next.
        public var maintenanceChange: WallTime?
    }

    /// Reads an answer; nil where it is none, or of another program.
    public init?(_ json: JSON) {
        guard let now = json.moment("at"), let total = json.count("total"),
            let page = json.count("page"), let pageCount = json.count("pages"), page > 0,
            pageCount > 0, case .array(let probes) = json["probes"]
        else { return nil }
        self.now = now
        gateway = json.words("gateway")
        self.total = total
        self.page = page
        self.pageCount = pageCount
        counts = [:]
        for condition in ProbeCondition.allCases {
            counts[condition] = json["counts"]?.count(condition.rawValue)
        }
        rows = []
        for probe in probes {
            guard let row = Row(probe) else { return nil }
            rows.append(row)
        }
    }
}

extension StatusAnswer.Row {
    init?(_ json: JSON) {
        guard let server = json.words("server"), let name = json.words("probe"),
            let target = json.words("target"), let state = json.words("state"),
            let condition = ProbeCondition(rawValue: state)
        else { return nil }
        self.server = server
        self.name = name
        self.target = target
        self.condition = condition
        since = json.moment("since")
        reason = json["failure"]?.words("words")
        inconclusive = json.words("inconclusive")
        recent = json.words("recent") ?? ""
        connect = json.seconds("connect_seconds")
        connectThreshold = json.seconds("connect_threshold_seconds")
        certificateExpiry = json.moment("certificate_not_after")
        expiryWarnings = ExpiryWarnings(
            warning: json.seconds("certificate_warning_seconds"),
            critical: json.seconds("certificate_critical_seconds"))
        nextAttempt = json.moment("next_attempt")
        windowChange = json.moment("next_window_change")
        maintenanceChange = json.moment("next_maintenance_change")
    }
}

extension JSON {
    fileprivate func words(_ name: String) -> String? {
        if case .text(let text) = self[name] { text } else { nil }
    }

    /// A number of probes or of pages: so few that sums of them are numbers as well.
    fileprivate func count(_ name: String) -> Int? {
        guard case .numeral(let numeral) = self[name], let count = numeral.integer,
            (0...1_000_000_000).contains(count)
        else { return nil }
        return count
    }

    fileprivate func moment(_ name: String) -> WallTime? {
        words(name).flatMap { WallTime(rfc3339: $0) }
    }

    /// A span that is no span is none.
    fileprivate func seconds(_ name: String) -> Duration? {
        guard case .numeral(let numeral) = self[name], let seconds = numeral.double,
            (0..<1e9).contains(seconds)
        else { return nil }
        return .nanoseconds(Int64(seconds * 1e9))
    }
}
