/// What a line calls each kind of event.
public enum EventName: String, CaseIterable, Sendable {
    /// ``Happening/started(version:)``
    case started
    /// ``Happening/ended``
    case ended
    /// ``Happening/running``
    case running
    /// ``Happening/configurationLoaded(file:probes:added:changed:removed:kept:)``
    case configurationLoaded = "configuration_loaded"
    /// ``Happening/configurationRefused(file:errors:)``
    case configurationRefused = "configuration_refused"
    /// ``Happening/targetsChanged(probes:added:changed:removed:kept:)``
    case targetsChanged = "targets_changed"
    /// ``Happening/probeUp``
    case probeUp = "probe_up"
    /// ``Happening/probeDown(_:)``
    case probeDown = "probe_down"
    /// ``Happening/probeJudged``
    case probeJudged = "probe_judged"
    /// ``Happening/probeUnjudged(_:)``
    case probeUnjudged = "probe_unjudged"
    /// ``Happening/probeRemoved``
    case probeRemoved = "probe_removed"
    /// ``Happening/certificateChanged(_:)``
    case certificateChanged = "certificate_changed"
    /// ``Happening/eventsLost(count:)``
    case eventsLost = "events_lost"

    /// Whether it is about one probe, and not the whole process.
    public var isOfProbe: Bool {
        switch self {
        case .started, .ended, .running, .configurationLoaded, .configurationRefused,
            .targetsChanged, .eventsLost:
            false
        case .probeUp, .probeDown, .probeJudged, .probeUnjudged, .probeRemoved,
            .certificateChanged:
            true
        }
    }
}

extension Happening {
    /// What a line calls it.
    public var name: EventName {
        switch self {
        case .started: .started
        case .ended: .ended
        case .running: .running
        case .configurationLoaded: .configurationLoaded
        case .configurationRefused: .configurationRefused
        case .targetsChanged: .targetsChanged
        case .probeUp: .probeUp
        case .probeDown: .probeDown
        case .probeJudged: .probeJudged
        case .probeUnjudged: .probeUnjudged
        case .probeRemoved: .probeRemoved
        case .certificateChanged: .certificateChanged
        case .eventsLost: .eventsLost
        }
    }
}
