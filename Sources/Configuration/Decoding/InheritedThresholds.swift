/// The thresholds of a level: those of the level around it, with its own over them.
struct InheritedThresholds {
    private var thresholds = Thresholds()
    private var expiry: Written<Duration>?
    private var expiryCritical: Written<Duration>?

    /// Takes over what a level says; `null` switches a threshold off.
    mutating func read(_ field: Field) {
        let suggestion = "write thresholds such as {down_for: 1m}"
        guard var mapping = field.mapping("mapping of thresholds", write: suggestion) else {
            return
        }
        let expiryRange = ConfigurationLimits.certificateExpiry
        takeDuration("down_for", \.downFor, ConfigurationLimits.downFor, &mapping)
        takeDuration("connect_time", \.connectTime, ConfigurationLimits.connectTime, &mapping)
        takeShare("slow_share", \.slowShare, &mapping)
        // Under 93.2 % the fastest burn rate, 14.4 times the budget, is out of reach.
        takeShare("availability", \.availability, atLeast: "93.2", &mapping)
        takeShare("error_rate", \.errorRate, &mapping)
        takeShare("packet_loss", \.packetLoss, &mapping)
        expiry =
            takeDuration("certificate_expiry", \.certificateExpiry, expiryRange, &mapping)
            ?? expiry
        expiryCritical =
            takeDuration(
                "certificate_expiry_critical", \.certificateExpiryCritical, expiryRange, &mapping)
            ?? expiryCritical
        mapping.reportUnknownKeys()
    }

    /// What holds for a probe.
    ///
    /// The critical threshold that is built in shrinks to a written one for warnings; written
    /// values that stand the wrong way round are reported.
    func resolved(_ findings: Findings) -> Thresholds {
        guard let warning = thresholds.certificateExpiry,
            let critical = thresholds.certificateExpiryCritical, critical > warning
        else { return thresholds }
        var thresholds = thresholds
        thresholds.certificateExpiryCritical = warning
        // A value that could not be read has been reported, and says nothing about another.
        if let expiryCritical, expiryCritical.value != nil, expiry.map({ $0.value != nil }) ?? true
        {
            let here = expiryCritical.place.mark
            let other =
                expiry.map { " in \(findings.line(of: $0.place.mark, seenFrom: here))" }
                ?? ", which is built in"
            findings.report(
                contradiction: expiryCritical.place, with: expiry?.place.mark,
                Mistake(
                    "\(DurationText.written(critical)) is longer than the certificate_expiry of "
                        + "\(DurationText.written(warning))\(other)",
                    "write at most \(DurationText.written(warning)), or a longer "
                        + "certificate_expiry"))
        }
        return thresholds
    }

    @discardableResult
    private mutating func takeDuration(
        _ key: String, _ path: WritableKeyPath<Thresholds, Duration?>, _ range: DurationRange,
        _ mapping: inout MappingReader
    ) -> Written<Duration>? {
        guard let field = mapping.take(key) else { return nil }
        if field.isNull {
            thresholds[keyPath: path] = nil
            return Written(field, nil)
        }
        let duration = field.duration(range)
        if let duration { thresholds[keyPath: path] = duration }
        return Written(field, duration)
    }

    private mutating func takeShare(
        _ key: String, _ path: WritableKeyPath<Thresholds, Double?>, atLeast lowest: String? = nil,
        _ mapping: inout MappingReader
    ) {
        guard let field = mapping.take(key) else { return }
        if field.isNull {
            thresholds[keyPath: path] = nil
        } else if let share = field.share(atLeast: lowest) {
            thresholds[keyPath: path] = share
        }
    }
}
