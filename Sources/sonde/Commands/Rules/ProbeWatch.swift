import Configuration
import Network
import Probes

/// Which alerts watch a probe, each with its threshold, and which do not for want of one.
struct ProbeWatch {
    let probe: ProbeSettings
    /// Alerts that may fire.
    private(set) var alerts: [Watch] = []
    /// Alerts without a threshold, and the key that gives one.
    private(set) var silent: [(alert: BundledAlert, key: String)] = []

    /// An alert, and when it fires for this probe.
    struct Watch {
        let alert: BundledAlert
        let severity: AlertSeverity
        let condition: String
        /// The key whose value it compares with; nil where it has no threshold.
        let key: String?
    }

    /// What watches a probe of a server with so many.
    init(_ probe: ProbeSettings, probesOfServer: Int) {
        self.probe = probe
        watchState(probesOfServer)
        if let interval = probe.interval {
            if probe.options.expectation == .open { watchConnections() }
            watchObjectives(interval)
        }
        if let tls = probe.options.tls { watchCertificates(tls) }
    }

    private mutating func add(
        _ alert: BundledAlert, _ severity: AlertSeverity, _ condition: String, _ key: String? = nil
    ) {
        alerts.append(
            Watch(alert: alert, severity: severity, condition: condition, key: key))
    }

    private mutating func watchState(_ probesOfServer: Int) {
        if let downFor = probe.thresholds.downFor {
            let (time, key) = (DurationText.short(downFor), "thresholds.down_for")
            add(.probeDown, .critical, "down for \(time), from every gateway", key)
            add(.probeDown, .warning, "down for \(time), from some gateways only", key)
            if probesOfServer > 1 {
                add(.serverDown, .critical, "with all \(probesOfServer) probes of its server", key)
            }
            if probe.options.expectation == .open,
                probe.options.tls != nil || probe.options.script != nil
            {
                add(.serviceAnswersWrongly, .critical, "answers wrongly for \(time)", key)
            }
            if case .name = probe.options.host, probe.options.proxy == nil {
                add(.nameNotResolved, .critical, "its name does not resolve for \(time)", key)
            }
        } else {
            silent.append((.probeDown, "thresholds.down_for"))
        }
        if probe.options.expectation != .open {
            add(.portUnexpectedlyOpen, .critical, "takes connections, however shortly")
        }
        // Without an interval nothing can be said of three of them, nor of the share of an hour.
        guard let interval = probe.interval else { return }
        let time = DurationText.short(interval * 3 + .seconds(60))
        add(.probeBlind, .warning, "no conclusive attempt for \(time)")
        let window = interval > .seconds(300) ? "6h" : "1h"
        add(.probeFlapping, .warning, "six changes of state within \(window)")
    }

    private mutating func watchConnections() {
        let thresholds = probe.thresholds
        if let share = thresholds.slowShare, let time = thresholds.connectTime {
            add(
                .connectSlow, .warning,
                "more than \(RatioText.percent(share)) of the connections take longer than "
                    + DurationText.short(time), "thresholds.slow_share")
        } else {
            let key = thresholds.connectTime == nil ? "connect_time" : "slow_share"
            silent.append((.connectSlow, "thresholds.\(key)"))
        }
        if let share = thresholds.packetLoss {
            add(
                .packetLoss, .warning,
                "more than \(RatioText.percent(share)) of the segments that open connections are "
                    + "sent again", "thresholds.packet_loss")
        } else {
            silent.append((.packetLoss, "thresholds.packet_loss"))
        }
    }

    private mutating func watchObjectives(_ interval: Duration) {
        let thresholds = probe.thresholds
        if let share = thresholds.availability {
            let (goal, key) = (RatioText.percent(share), "thresholds.availability")
            // What is attempted more seldom has too few attempts in the short windows.
            if interval <= .seconds(360) {
                add(
                    .errorBudgetBurn, .critical,
                    "at this pace the budget of \(goal) is spent within 5d", key)
            }
            if interval <= .seconds(4_320) {
                add(
                    .errorBudgetBurn, .warning,
                    "at this pace the budget of \(goal) is spent within its 30d", key)
            }
        } else {
            silent.append((.errorBudgetBurn, "thresholds.availability"))
        }
        if let share = thresholds.errorRate {
            add(
                .errorRate, .warning, "more than \(RatioText.percent(share)) of the attempts fail",
                "thresholds.error_rate")
        } else {
            silent.append((.errorRate, "thresholds.error_rate"))
        }
    }

    private mutating func watchCertificates(_ tls: TLSSettings) {
        let thresholds = probe.thresholds
        if let time = thresholds.certificateExpiry {
            let key = "thresholds.certificate_expiry"
            add(
                .certificateExpiring, .warning, "less than \(DurationText.short(time)) are left",
                key)
        } else {
            silent.append((.certificateExpiring, "thresholds.certificate_expiry"))
        }
        if let time = thresholds.certificateExpiryCritical {
            add(
                .certificateExpiring, .critical, "less than \(DurationText.short(time)) are left",
                "thresholds.certificate_expiry_critical")
        }
        if (thresholds.certificateExpiry ?? thresholds.certificateExpiryCritical) != nil {
            add(.certificateExpired, .critical, "a certificate has expired")
        } else {
            silent.append((.certificateExpired, "thresholds.certificate_expiry"))
        }
        if let time = thresholds.certificateExpiry {
            let long = DurationText.short(time * 2)
            add(
                .certificateChanged, .info,
                "the certificate changes while more than \(long) are left",
                "thresholds.certificate_expiry")
        }
        if tls.verify || !tls.pins.isEmpty {
            add(.certificateNotVerified, .critical, "chain, name or dates do not hold")
        } else {
            silent.append((.certificateNotVerified, "tls.verify"))
        }
        if tls.compareFile != nil {
            add(.certificateNotReloaded, .warning, "another than on disk is served for 15m")
        } else {
            silent.append((.certificateNotReloaded, "tls.compare_file"))
        }
    }
}

/// Shares as the configuration has them.
enum RatioText {
    /// In percent, with the digits that it needs: `99.9%`.
    static func percent(_ ratio: Double) -> String {
        let thousandths = (ratio * 100_000_000).rounded() / 1_000_000
        let text = thousandths.description
        return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + "%"
    }
}
