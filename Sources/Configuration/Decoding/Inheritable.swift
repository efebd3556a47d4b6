internal import Network
internal import Probes

/// What a probe inherits: built in, then what `defaults`, its server and itself say over it.
///
/// Each level starts as a copy of the level around it, and what it says replaces what it had.
struct Inheritable {
    var interval: Written<Duration>?
    /// Where it is written to attempt once in each window, and not at an interval.
    var once: Written<Void>?
    var schedule: InheritedSchedule
    /// The vantage points that run it; nil for all.
    var gateways: [String]?
    /// Nil where each verdict counts at once.
    var confirmation: ConfirmationReader.Reading?
    /// The probes without which it cannot answer.
    var parents: [Field] = []
    var timeout: Written<Duration>?
    var connectTimeout: Written<Duration>?
    var addresses = InheritedAddresses()
    /// Where connections leave from; nil where the system decides.
    var source: Written<ConnectionSource>?
    var trafficClass: UInt8?
    var closeMode = CloseMode.finish
    /// Nil where the target is reached directly.
    var proxy: ProxySettings?
    var account: InheritedAccount
    /// Nil where nothing is said of whom a connection is for.
    var proxyProtocol: ProxyProtocolVersion?
    var thresholds = InheritedThresholds()
    var labels = InheritedLabels()
    /// Nil where nothing is written: then it depends on the probe.
    var histograms: [HistogramPhase]?
    var description = Description()
    private let proxies: ProxyReader

    /// What is built in.
    init(proxies: ProxyReader, account: InheritedAccount, schedule: InheritedSchedule) {
        self.proxies = proxies
        self.account = account
        self.schedule = schedule
    }

    /// Takes over what a level says.
    mutating func read(_ mapping: inout MappingReader, _ limits: ConfigurationLimits) {
        if let field = mapping.take("interval") { readInterval(field) }
        if let field = mapping.take("timeout") {
            timeout = Written(field, field.duration(ConfigurationLimits.timeout))
        }
        if let field = mapping.take("connect_timeout") {
            connectTimeout = Written(field, field.duration(ConfigurationLimits.timeout))
        }
        schedule.read(&mapping)
        readOrganization(&mapping, limits)
        addresses.read(&mapping)
        if let field = mapping.take("source") { readSource(field) }
        if let field = mapping.take("dscp") {
            trafficClass = field.isNull ? nil : field.trafficClass() ?? trafficClass
        }
        if let field = mapping.take("close") {
            closeMode = field.choice("way to close") ?? closeMode
        }
        if let field = mapping.take("proxy") {
            switch proxies.read(field) {
            case .none: proxy = nil
            case .proxy(let written): proxy = written ?? proxy
            }
        }
        if let field = mapping.take("proxy_protocol") {
            proxyProtocol = Self.proxyProtocol(field, inherited: proxyProtocol)
        }
        account.read(&mapping)
        if let field = mapping.take("thresholds") { thresholds.read(field) }
        if let field = mapping.take("labels") { labels.read(field, limits) }
        if let field = mapping.take("histograms") { histograms = Self.phases(field) }
        take("organization", from: &mapping, into: \.organization, limits)
        take("owner", from: &mapping, into: \.owner, limits)
        take("role", from: &mapping, into: \.role, limits)
        take("site", from: &mapping, into: \.site, limits)
    }

    private mutating func readInterval(_ field: Field) {
        if case .scalar("once", _) = field.node.content {
            once = Written(field, ())
            interval = nil
        } else {
            once = nil
            interval = Written(field, field.duration(ConfigurationLimits.interval))
        }
    }

    /// Takes over where connections leave from; `null` leaves it to the system again.
    private mutating func readSource(_ field: Field) {
        guard !field.isNull else {
            source = nil
            return
        }
        guard let scalar = field.scalar("source", write: SourceText.suggestion) else { return }
        source = Written(
            field,
            field.attempt { () throws(Mistake) in try SourceText.parse(scalar.text) })
    }

    /// Takes over the description, which servers and probes have but `defaults` have not.
    mutating func readText(_ mapping: inout MappingReader, _ limits: ConfigurationLimits) {
        take("description", from: &mapping, into: \.text, limits)
    }

    private mutating func take(
        _ key: String, from mapping: inout MappingReader,
        into path: WritableKeyPath<Description, String>, _ limits: ConfigurationLimits
    ) {
        guard let text = mapping.take(key)?.text(limits) else { return }
        description[keyPath: path] = text
    }

    private static func proxyProtocol(
        _ field: Field, inherited: ProxyProtocolVersion?
    ) -> ProxyProtocolVersion? {
        guard !field.isNull else { return nil }
        let choice: ProxyProtocolChoice? = field.choice("version of the PROXY protocol")
        return switch choice {
        case nil: inherited
        case .version1: .version1
        case .version2: .version2
        case .some(.none): nil
        }
    }

    /// What may be written; `none` takes back what is inherited.
    private enum ProxyProtocolChoice: String, CaseIterable {
        case version1 = "v1"
        case version2 = "v2"
        case none
    }

    private static func phases(_ field: Field) -> [HistogramPhase]? {
        let suggestion = "write a list such as [connect, tls], or [] for none"
        guard let items = field.items("list of phases", write: suggestion) else { return nil }
        var phases: Set<HistogramPhase> = []
        for item in items {
            guard let phase: HistogramPhase = item.choice("phase") else { continue }
            if !phases.insert(phase).inserted {
                item.report(Mistake("\(phase.rawValue) stands here twice", "write it once"))
            }
        }
        return HistogramPhase.allCases.filter(phases.contains)
    }
}

/// A value that somebody has written, and where.
struct Written<Value> {
    /// Nil where it could not be read, which has been reported.
    let value: Value?
    let place: Place

    init(_ field: Field, _ value: Value?) {
        self.value = value
        place = field.place
    }
}
