import Time
public import Wire

/// Why a line is no event: one name a cause.
public enum EventFault: Error, Equatable, Sendable, CustomStringConvertible {
    /// More than ``EventLimits/lineBytesMax``.
    case tooLong
    /// It is no JSON.
    case json(JSONError)
    /// It is JSON, but no object.
    case notObject
    /// This member is not there, or is not what it is of such an event.
    case member(String)

    /// The fault for people.
    public var description: String {
        switch self {
        case .tooLong: "the line has more than \(EventLimits.lineBytesMax) bytes"
        case .json(let error): "column \(error.column): \(error.fault.words)"
        case .notObject: "the line is no object"
        case .member(let name): "\"\(name)\" is missing, or is not what it should be"
        }
    }
}

extension Event {
    /// The event that a line of the log tells, without its line feed; nil for one of a kind that
    /// this program does not know.
    ///
    /// Members that it does not know are skipped, so that it reads what newer ones wrote.
    public init?(line: [UInt8]) throws(EventFault) {
        guard line.count <= EventLimits.lineBytesMax else { throw .tooLong }
        let json: JSON
        do throws(JSONError) {
            json = try JSON(parsing: line)
        } catch {
            throw .json(error)
        }
        guard case .object = json else { throw .notObject }
        let members = EventMembers(json: json)
        let time = try members.moment("time")
        guard let name = EventName(rawValue: try members.text("event")) else { return nil }
        self.init(
            time: time, subject: name.isOfProbe ? try members.subject() : nil,
            try members.happening(name))
    }
}

/// The members of a line, each read as what it must be.
private struct EventMembers {
    let json: JSON

    func text(_ name: String) throws(EventFault) -> String {
        guard case .text(let text)? = json[name] else { throw .member(name) }
        return text
    }

    /// Nil where it is not there, or `null`.
    func textIfThere(_ name: String) throws(EventFault) -> String? {
        switch json[name] {
        case nil, .null: nil
        case .text(let text): text
        default: throw .member(name)
        }
    }

    func moment(_ name: String) throws(EventFault) -> WallTime {
        // An offset may lead out of the years that can be written.
        guard let time = WallTime(rfc3339: try text(name)),
            (0...9_999).contains(CivilTime(time).date.year)
        else { throw .member(name) }
        return time
    }

    func count(_ name: String) throws(EventFault) -> Int {
        guard case .numeral(let numeral)? = json[name], let count = numeral.integer, count >= 0
        else { throw .member(name) }
        return count
    }

    func texts(_ name: String) throws(EventFault) -> [String] {
        guard case .array(let values)? = json[name] else { throw .member(name) }
        var texts: [String] = []
        for value in values {
            guard case .text(let text) = value else { throw .member(name) }
            texts.append(text)
        }
        return texts
    }

    func labels() throws(EventFault) -> [String: String] {
        guard let value = json["labels"], value != .null else { return [:] }
        guard case .object(let members) = value else { throw .member("labels") }
        var labels: [String: String] = [:]
        for (name, value) in members {
            guard case .text(let text) = value else { throw .member("labels") }
            labels[name] = text
        }
        return labels
    }

    func subject() throws(EventFault) -> Subject {
        Subject(
            gateway: try textIfThere("gateway"), server: try text("server"),
            probe: try text("probe"), target: try text("target"),
            serverName: try textIfThere("server_name"), labels: try labels())
    }

    func happening(_ name: EventName) throws(EventFault) -> Happening {
        switch name {
        case .started: .started(version: try text("version"))
        case .ended: .ended
        case .running: .running
        case .configurationLoaded:
            .configurationLoaded(
                file: try text("file"), probes: try count("probes"), added: try count("added"),
                changed: try count("changed"), removed: try count("removed"),
                kept: try count("kept"))
        case .configurationRefused:
            .configurationRefused(file: try text("file"), errors: try texts("errors"))
        case .targetsChanged:
            .targetsChanged(
                probes: try count("probes"), added: try count("added"),
                changed: try count("changed"), removed: try count("removed"),
                kept: try count("kept"))
        case .probeUp: .probeUp
        case .probeDown:
            .probeDown(
                Failure(
                    reason: try text("reason"), phase: try text("phase"),
                    step: try textIfThere("step"), detail: try textIfThere("detail")))
        case .probeJudged: .probeJudged
        case .probeUnjudged: .probeUnjudged(UnjudgedReason(rawValue: try text("why")) ?? .other)
        case .probeRemoved: .probeRemoved
        case .certificateChanged:
            .certificateChanged(
                CertificateChange(
                    fingerprint: try text("fingerprint_sha256"), subject: try text("subject"),
                    notAfter: try moment("not_after"),
                    previousFingerprint: try text("previous_fingerprint_sha256")))
        case .eventsLost: .eventsLost(count: try count("count"))
        }
    }
}
