/// The alerts of the rules that come with Sonde, by their names.
enum BundledAlert: String, CaseIterable, Sendable {
    case probeDown = "SondeProbeDown"
    case serverDown = "SondeServerDown"
    case serviceAnswersWrongly = "SondeServiceAnswersWrongly"
    case nameNotResolved = "SondeNameNotResolved"
    case portUnexpectedlyOpen = "SondePortUnexpectedlyOpen"
    case probeBlind = "SondeProbeBlind"
    case probeFlapping = "SondeProbeFlapping"
    case connectSlow = "SondeConnectSlow"
    case packetLoss = "SondePacketLoss"
    case errorBudgetBurn = "SondeErrorBudgetBurn"
    case errorRate = "SondeErrorRate"
    case certificateExpiring = "SondeCertificateExpiring"
    case certificateExpired = "SondeCertificateExpired"
    case certificateNotVerified = "SondeCertificateNotVerified"
    case certificateChanged = "SondeCertificateChanged"
    case certificateNotReloaded = "SondeCertificateNotReloaded"
    case exporterDown = "SondeExporterDown"
    case reloadFailed = "SondeReloadFailed"
    case loopDelayed = "SondeLoopDelayed"
    case slotsMissed = "SondeSlotsMissed"
    case localTrouble = "SondeLocalTrouble"
    case targetSourceFailing = "SondeTargetSourceFailing"
    case eventsLost = "SondeEventsLost"

    /// Those of the exporter, and of no probe: when each fires.
    static let ofExporter: [(alert: BundledAlert, severity: AlertSeverity, condition: String)] = [
        (.exporterDown, .critical, "it cannot be scraped for 2m"),
        (.reloadFailed, .warning, "its configuration could not be loaded for 5m"),
        (.loopDelayed, .warning, "one turn of a hundred takes longer than 50ms, for 10m"),
        (.slotsMissed, .warning, "three attempts could not start within 15m"),
        (.localTrouble, .critical, "more than 10% of its attempts say nothing, within 15m"),
        (.targetSourceFailing, .warning, "a source of targets fails for 10m"),
        (.eventsLost, .warning, "lines of the event log are lost"),
    ]
}

/// How much an alert matters: the values of its label `severity`.
enum AlertSeverity: String {
    case critical, warning, info
}
