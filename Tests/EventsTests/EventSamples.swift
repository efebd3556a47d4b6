import Events
import Testing
import Time

/// An event and the line that tells it, without its line feed.
struct EventSample: Sendable, CustomTestStringConvertible {
    let event: Event
    let line: String

    var testDescription: String { event.happening.name.rawValue }

    private init(_ happening: Happening, of subject: Subject? = nil, _ members: String) {
        event = Event(time: Self.time, subject: subject, happening)
        line = #"{"time":"2026-11-20T21:30:44.961Z","event":""# + members
    }

    private static let time =
        WallTime(secondsSinceEpoch: 1_795_210_244) + .milliseconds(961)
    private static let end = WallTime(secondsSinceEpoch: 1_798_675_200)

    static let api = Subject(
        gateway: "fra1", server: "payments", probe: "api", target: "api.example.com:443",
        serverName: "b.example", labels: ["tier": "1", "env": "prod"])
    private static let ssh = Subject(server: "edge", probe: "ssh", target: "[::1]:22")
    private static let ofAPI =
        #""gateway":"fra1","server":"payments","probe":"api","target":"api.example.com:443","#
        + #""server_name":"b.example","labels":{"env":"prod","tier":"1"}"#
    private static let ofSSH = #""server":"edge","probe":"ssh","target":"[::1]:22""#

    static let all = [
        EventSample(.started(version: "1.4.0"), #"started","version":"1.4.0"}"#),
        EventSample(.ended, #"ended"}"#),
        EventSample(.running, #"running"}"#),
        EventSample(
            .configurationLoaded(
                file: "/etc/sonde.yml", probes: 12, added: 3, changed: 2, removed: 1, kept: 7),
            #"configuration_loaded","file":"/etc/sonde.yml","probes":12,"added":3,"#
                + #""changed":2,"removed":1,"kept":7}"#),
        EventSample(
            .configurationRefused(file: "sonde.yml", errors: ["sonde.yml:3:7: no", "and no"]),
            #"configuration_refused","file":"sonde.yml","#
                + #""errors":["sonde.yml:3:7: no","and no"]}"#),
        EventSample(
            .configurationRefused(file: "a", errors: []),
            #"configuration_refused","file":"a","errors":[]}"#),
        EventSample(
            .targetsChanged(probes: 12, added: 3, changed: 2, removed: 1, kept: 7),
            #"targets_changed","probes":12,"added":3,"changed":2,"removed":1,"kept":7}"#),
        EventSample(.probeUp, of: ssh, #"probe_up","# + ofSSH + "}"),
        EventSample(.probeUp, of: api, #"probe_up","# + ofAPI + "}"),
        EventSample(
            .probeDown(
                Failure(
                    reason: "unexpected_response", phase: "exchange", step: #"2 of script"#,
                    detail: #"got "421 no""#)),
            of: api,
            #"probe_down","# + ofAPI + #","reason":"unexpected_response","phase":"exchange","#
                + #""step":"2 of script","detail":"got \"421 no\""}"#),
        EventSample(
            .probeDown(Failure(reason: "refused", phase: "connect")), of: ssh,
            #"probe_down","# + ofSSH + #","reason":"refused","phase":"connect"}"#),
        EventSample(.probeJudged, of: ssh, #"probe_judged","# + ofSSH + "}"),
        EventSample(
            .probeUnjudged(.outsideWindow), of: ssh,
            #"probe_unjudged","# + ofSSH + #","why":"outside_window"}"#),
        EventSample(
            .probeUnjudged(.maintenance), of: ssh,
            #"probe_unjudged","# + ofSSH + #","why":"maintenance"}"#),
        EventSample(
            .probeUnjudged(.blocked), of: ssh,
            #"probe_unjudged","# + ofSSH + #","why":"blocked"}"#),
        EventSample(.probeRemoved, of: api, #"probe_removed","# + ofAPI + "}"),
        EventSample(
            .certificateChanged(
                CertificateChange(
                    fingerprint: "ab01", subject: "CN=api.example.com", notAfter: end,
                    previousFingerprint: "cd02")),
            of: ssh,
            #"certificate_changed","# + ofSSH + #","fingerprint_sha256":"ab01","#
                + #""subject":"CN=api.example.com","not_after":"2026-12-31T00:00:00.000Z","#
                + #""previous_fingerprint_sha256":"cd02"}"#),
        EventSample(.eventsLost(count: 17), #"events_lost","count":17}"#),
    ]
}
