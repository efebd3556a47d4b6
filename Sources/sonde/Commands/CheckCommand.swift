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
                let settings = try ConfigurationLoader(files: LiveFiles()).load(file)
                let mistakes = Self.mistakes(in: settings)
                guard mistakes.isEmpty else {
                    for mistake in mistakes { StandardStream.error.write("\(file): \(mistake)\n") }
                    exit = .usage
                    continue
                }
                for warning in Warnings.of(settings) {
                    StandardStream.output.write("\(file): warning: \(warning)\n")
                }
                StandardStream.output.write("\(file): \(Self.summary(settings))\n")
            } catch {
                StandardStream.error.write("\(error)\n")
                exit = .usage
            }
        }
        return exit
    }

    /// What the TLS library finds, which sees more than the reader of the file.
    private static func mistakes(in settings: Settings) -> [String] {
        ConfigurationCheck(
            tls: OpenSSLProvider(), files: LiveFiles(),
            log: LiveLog(level: .error, format: .logfmt)
        ).mistakes(in: settings).map { DaemonError($0).message }
    }

    static func summary(_ settings: Settings) -> String {
        let servers = Set(settings.probes.map(\.server)).count
        return
            "\(count(settings.probes.count, "probe")) on \(count(servers, "server")), no mistakes"
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}
