import Configuration
import Exporter
import Kernel
import Network
import Probes
import Reactor
import Resolver
import Time

/// What `sonde probe TARGET` does.
struct ProbeCommand {
    func run(_ order: ProbeOrder) -> Exit {
        do {
            let (settings, resolvers) = try settings(order)
            return try attempt(settings, resolvers, order)
        } catch let errors as ConfigurationErrors {
            StandardStream.error.write("\(errors)\n")
        } catch let error as UsageError {
            Complaint.write(error.message)
        } catch let error as ExporterError {
            Complaint.write(DaemonError(error).message)
        } catch {
            Complaint.write("the kernel gives no descriptors to begin with: \(error)")
            return .inconclusive
        }
        return .usage
    }

    /// The probes that are meant: several where a list of server names makes several of one.
    private func settings(_ order: ProbeOrder) throws -> ([ProbeSettings], [Endpoint]) {
        switch order.target {
        case .url(let settings):
            return ([settings], [])
        case .configured(let file, let name):
            let written = try ConfigurationLoader(
                files: LiveFiles(), variable: Surroundings.variable
            ).load(file)
            let told = SettingsWithTargets(written, in: LiveFiles())
            let settings = told.settings
            let found = settings.probes.filter { $0.qualifiedName == name }
            guard !found.isEmpty else {
                for (probe, fault) in told.faults where probe == name {
                    StandardStream.error.write("\(file): \(probe): \(fault)\n")
                }
                throw unknown(name, settings, file)
            }
            return (found, settings.resolvers)
        }
    }

    private func unknown(_ name: String, _ settings: Settings, _ file: String) -> UsageError {
        if let sourced = settings.sourced.first(where: { $0.qualifiedName == name }) {
            return UsageError(
                "\(file) has no target for \(name) now: those come from \(sourced.source.kind), "
                    + "\(sourced.source.place); probe tcp://HOST:PORT instead")
        }
        let all = settings.probes.map(\.qualifiedName) + settings.sourced.map(\.qualifiedName)
        let known = all.prefix(5).joined(separator: ", ") + (all.count > 5 ? " and others" : "")
        let nearest = NearestName.to(name, among: all).map { "did you mean \($0)?" }
        return UsageError("\(file) has no probe \(name); \(nearest ?? "it has \(known)")")
    }

    private func attempt(
        _ settings: [ProbeSettings], _ resolvers: [Endpoint], _ order: ProbeOrder
    ) throws -> Exit {
        let live = try LiveWorld(
            resolvers: resolvers, log: LiveLog(level: .error, format: .logfmt))
        let probes = try settings.map {
            try SingleProbe($0, live.world, keepsTranscript: order.isVerbose)
        }
        let reports = live.loop.run {
            var reports: [ProbeReport] = []
            for probe in probes { reports.append(await probe.attempt()) }
            live.shutdown()
            return reports
        }
        let now = live.world.time.wallTime
        let texts = zip(settings, reports).map { settings, report in
            switch order.format {
            case .text: ReportText(settings: settings, report: report, now: now).description
            case .json: "\(ReportJSON(settings: settings, report: report, now: now).json)\n"
            }
        }
        StandardStream.output.write(texts.joined(separator: order.format == .text ? "\n" : ""))
        return Self.exit(reports.map(\.verdict))
    }

    /// What tells most of all verdicts.
    private static func exit(_ verdicts: [Verdict]) -> Exit {
        var exit = Exit.success
        for verdict in verdicts {
            switch verdict {
            case .success: break
            case .failure: return .failure
            case .inconclusive: exit = .inconclusive
            }
        }
        return exit
    }
}
