import Configuration
import Exporter
import Kernel
import Network
import TLS

/// What `sonde check FILE…` does.
struct CheckCommand {
    func run(_ files: [String]) -> Exit {
        var exit = Exit.success
        for file in files {
            do throws(ConfigurationErrors) {
                let settings = try ConfigurationLoader(
                    files: LiveFiles(), variable: Surroundings.variable
                ).load(file)
                let mistakes = Self.mistakes(in: settings, file)
                guard mistakes.isEmpty else {
                    StandardStream.error.write(mistakes.map { "\($0)\n" }.joined())
                    exit = .usage
                    continue
                }
                let told = SettingsWithTargets(settings, in: LiveFiles())
                for (probe, fault) in told.faults {
                    StandardStream.output.write("\(file): warning: \(probe): \(fault)\n")
                }
                for warning in Warnings.of(told.settings) {
                    StandardStream.output.write("\(file): warning: \(warning)\n")
                }
                StandardStream.output.write("\(file): \(Self.summary(told.settings))\n")
            } catch {
                StandardStream.error.write("\(error)\n")
                exit = .usage
            }
        }
        return exit
    }

    /// What the second of two configurations changes of the first.
    func compare(_ old: String, _ new: String) -> Exit {
        do throws(ConfigurationErrors) {
            let loader = ConfigurationLoader(
                files: LiveFiles(), variable: Surroundings.variable)
            let (old, new) = (try loader.load(old), try loader.load(new))
            let text = PlanText(
                old: SettingsWithTargets(old, in: LiveFiles()).settings,
                new: SettingsWithTargets(new, in: LiveFiles()).settings
            ).text
            StandardStream.output.write(text)
            return .success
        } catch {
            StandardStream.error.write("\(error)\n")
            return .usage
        }
    }

    /// What the TLS library finds, which sees more than the reader of the file.
    private static func mistakes(in settings: Settings, _ file: String) -> [String] {
        let mistakes = ConfigurationCheck(
            tls: OpenSSLProvider(), files: LiveFiles(),
            log: LiveLog(level: .error, format: .logfmt)
        ).mistakes(in: settings)
        let lines = mistakes.told.map { "\(file): \(DaemonError($0).message)" }
        return mistakes.omittedCount == 0 ? lines : lines + ["and \(mistakes.omittedCount) more"]
    }

    static func summary(_ settings: Settings) -> String {
        let servers = Set(settings.probes.map(\.server) + settings.sourced.map(\.server)).count
        // What nobody but a running exporter asks is not among the probes.
        let told = settings.sourced.count {
            if case .files = $0.source { false } else { true }
        }
        let others =
            told == 0
            ? "" : ", and those of \(count(told, "source")) that a running exporter asks"
        return "\(count(settings.probes.count, "probe")) on \(count(servers, "server"))\(others), "
            + "no mistakes"
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}
