import Configuration
import Network
import Probes
import Scheduling
import Simulation
import Time

/// A probe that is followed attempt by attempt, as one edition of the configuration has it.
struct FollowedProbe: Equatable, Sendable {
    /// All of it but its times.
    var settings: ProbeSettings
    /// Seconds of the calendar since the beginning in which it is attempted; nil for always.
    var windows: [Range<Int64>]?
    /// The same in which it need not answer.
    var maintenance: [Range<Int64>] = []

    /// The server that all of them belong to.
    static let server = "followed"

    /// The `number`th one, without any times.
    init(_ number: Int, interval: Duration) {
        let endpoint = Self.endpoint(number)
        settings = ProbeSettings(
            server: Self.server, name: number < 2 ? "pair" : "probe-\(number)",
            target: "\(endpoint)", interval: interval,
            options: TCPProbeOptions(host: .address(endpoint.address), port: endpoint.port))
    }

    static func endpoint(_ number: Int) -> Endpoint {
        Endpoint(address: .v4(0x0c00_0000 + UInt32(number)), port: 80)
    }

    /// What the exporter is told of it.
    var configured: ProbeSettings {
        var configured = settings
        configured.schedule = windows.map(Self.schedule)
        configured.maintenance = maintenance.map { range in
            .once(from: Self.wallTime(range.lowerBound), until: Self.wallTime(range.upperBound))
        }
        return configured
    }

    func isScheduled(at second: Int64) -> Bool {
        windows.map { $0.contains { $0.contains(second) } } ?? true
    }

    func isInMaintenance(at second: Int64) -> Bool {
        maintenance.contains { $0.contains(second) }
    }

    /// The first second after one at which a window or a time of maintenance begins or ends.
    func edge(after second: Int64) -> Int64? {
        var next: Int64?
        for range in (windows ?? []) + maintenance where range.upperBound > second {
            let edge = range.lowerBound > second ? range.lowerBound : range.upperBound
            next = min(next ?? edge, edge)
        }
        return next
    }

    private static func wallTime(_ second: Int64) -> WallTime {
        SimulationLimits.wallTime + .seconds(second)
    }

    /// One window as such, several as those of the days on which they lie.
    private static func schedule(_ windows: [Range<Int64>]) -> Occasion {
        if windows.count == 1 {
            return .once(
                from: wallTime(windows[0].lowerBound), until: wallTime(windows[0].upperBound))
        }
        var dated: [CivilDate: [Schedule.Window]] = [:]
        let firstDay = SimulationLimits.wallTime.secondsSinceEpoch / 86_400
        for window in windows {
            for day in window.lowerBound / 86_400...(window.upperBound - 1) / 86_400 {
                let part = window.clamped(to: day * 86_400..<(day + 1) * 86_400)
                dated[CivilDate(daysSinceEpoch: firstDay + day), default: []].append(
                    Schedule.Window(
                        begin: Int(part.lowerBound - day * 86_400),
                        end: Int(part.upperBound - day * 86_400)))
            }
        }
        return .recurring(Schedule(zone: .utc, weekly: [], dated: dated))
    }
}
