import Configuration
import Exporter
import Kernel
import Network
import Probes
import Reactor
import Resolver
import Synchronization
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

    private func settings(_ order: ProbeOrder) throws -> (ProbeSettings, [Endpoint]) {
        switch order.target {
        case .url(let settings):
            return (settings, [])
        case .configured(let file, let server, let probe):
            let settings = try ConfigurationLoader(files: LiveFiles()).load(file)
            let found = settings.probes.first { $0.server == server && $0.name == probe }
            guard let found else {
                throw unknown("\(server)/\(probe)", settings, file)
            }
            return (found, settings.resolvers)
        }
    }

    private func unknown(_ name: String, _ settings: Settings, _ file: String) -> UsageError {
        let all = settings.probes.map { "\($0.server)/\($0.name)" }
        let known = all.prefix(5).joined(separator: ", ") + (all.count > 5 ? " and others" : "")
        let nearest = NearestName.to(name, among: all).map { "did you mean \($0)?" }
        return UsageError("\(file) has no probe \(name); \(nearest ?? "it has \(known)")")
    }

    private func attempt(
        _ settings: ProbeSettings, _ resolvers: [Endpoint], _ order: ProbeOrder
    ) throws -> Exit {
        let live = try LiveWorld(
            resolvers: resolvers, log: LiveLog(level: .error, format: .logfmt))
        let probe = try SingleProbe(settings, live.world, keepsTranscript: order.isVerbose)
        let outcome = Outcome()
        live.loop.run {
            outcome.report = await probe.attempt()
            live.resolver.shutdown()
        }
        guard let report = outcome.report else { return .inconclusive }
        let now = live.world.time.wallTime
        let text =
            switch order.format {
            case .text: ReportText(settings: settings, report: report, now: now).description
            case .json: "\(ReportJSON(settings: settings, report: report, now: now).json)\n"
            }
        StandardStream.output.write(text)
        switch report.verdict {
        case .success: return .success
        case .failure: return .failure
        case .inconclusive: return .inconclusive
        }
    }
}

/// Carries the report out of the loop.
private final class Outcome: Sendable {
    private let stored = Mutex<ProbeReport?>(nil)

    var report: ProbeReport? {
        get { stored.withLock { $0 } }
        set { stored.withLock { $0 = newValue } }
    }
}
