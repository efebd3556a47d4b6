import Time
public import Wire

extension Event {
    /// The line of the log, with its line feed, of which there is no other.
    ///
    /// It is at most ``EventLimits/lineBytesMax`` long, given names and labels of a configuration.
    public var line: [UInt8] { Array(json.description.utf8) + [UInt8(ascii: "\n")] }

    /// The object that the line is; what is nil is left out.
    public var json: JSON {
        .object(
            [
                ("time", .text(CivilTime(time).description)),
                ("event", .text(happening.name.rawValue)),
            ] + (subject?.members ?? []) + happening.members)
    }
}

extension Subject {
    /// The names that it goes by: all but its labels.
    public var names: [(String, JSON)] {
        [
            ("gateway", JSON(gateway)), ("server", .text(server)), ("probe", .text(probe)),
            ("target", .text(target)), ("server_name", JSON(serverName)),
        ]
    }

    fileprivate var members: [(String, JSON)] {
        let labels = labels.sorted { $0.key < $1.key }.map { ($0.key, JSON.text($0.value)) }
        return names.filter { $0.1 != .null }
            + (labels.isEmpty ? [] : [("labels", .object(labels))])
    }
}

extension Failure {
    /// The members that tell it, `null` for what is not known.
    public var members: [(String, JSON)] {
        [
            ("reason", .text(reason)), ("phase", .text(phase)),
            ("step", step.map(JSON.cut) ?? .null), ("detail", detail.map(JSON.cut) ?? .null),
        ]
    }
}

extension Happening {
    fileprivate var members: [(String, JSON)] {
        switch self {
        case .started(let version): [("version", .cut(version))]
        case .configurationLoaded(
            let file, let probes, let added, let changed, let removed, let kept):
            [("file", .cut(file))] + Self.counted(probes, added, changed, removed, kept)
        case .targetsChanged(let probes, let added, let changed, let removed, let kept):
            Self.counted(probes, added, changed, removed, kept)
        case .configurationRefused(let file, let errors):
            [("file", .cut(file)), ("errors", .array(Self.told(errors)))]
        case .probeDown(let failure): failure.members.filter { $0.1 != .null }
        case .probeUnjudged(let reason): [("why", .text(reason.rawValue))]
        case .certificateChanged(let change):
            [
                ("fingerprint_sha256", .cut(change.fingerprint)),
                ("subject", .cut(change.subject)),
                ("not_after", .text(CivilTime(change.notAfter).description)),
                ("previous_fingerprint_sha256", .cut(change.previousFingerprint)),
            ]
        case .eventsLost(let count): [("count", .integer(count))]
        case .ended, .running, .probeUp, .probeJudged, .probeRemoved: []
        }
    }

    private static func counted(
        _ probes: Int, _ added: Int, _ changed: Int, _ removed: Int, _ kept: Int
    ) -> [(String, JSON)] {
        [
            ("probes", .integer(probes)), ("added", .integer(added)),
            ("changed", .integer(changed)), ("removed", .integer(removed)),
            ("kept", .integer(kept)),
        ]
    }

    private static func told(_ errors: [String]) -> [JSON] {
        guard errors.count > EventLimits.errorsMax else { return errors.map(JSON.cut) }
        let told = errors.prefix(EventLimits.errorsMax - 1)
        return told.map(JSON.cut) + [.text("and \(errors.count - told.count) more")]
    }
}

extension JSON {
    /// A text that is cut where it is longer than a line bears.
    fileprivate static func cut(_ text: String) -> JSON {
        let scalars = text.unicodeScalars
        guard
            let end = scalars.index(
                scalars.startIndex, offsetBy: EventLimits.textScalarsMax,
                limitedBy: scalars.endIndex), end < scalars.endIndex
        else { return .text(text) }
        return .text(String(scalars[..<end]) + "…")
    }
}
