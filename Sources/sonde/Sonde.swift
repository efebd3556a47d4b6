import Kernel

/// The program: understands the command line and runs what it says.
@main
enum Sonde {
    static func main() {
        keepMemoryOutOfDumps()
        Exit.end(run(Array(CommandLine.arguments.dropFirst())))
    }

    /// Before a secret is read: what lies in memory is nobody else's, and a dump is kept for long.
    private static func keepMemoryOutOfDumps() {
        do throws(ErrorNumber) {
            try CoreDumps.keepMemoryOut()
        } catch {
            Complaint.write("a core dump may have what is in memory: errno \(error.rawValue)")
        }
    }

    private static func run(_ words: [String]) -> Exit {
        do throws(UsageError) {
            switch try Invocation(words) {
            case .serve(let file, let options):
                return ServeCommand(options: options).run(file)
            case .check(let files):
                return CheckCommand().run(files)
            case .compare(let old, let new):
                return CheckCommand().compare(old, new)
            case .probe(let order):
                return ProbeCommand().run(order)
            case .services(let format):
                StandardStream.output.write(
                    format == .json ? "\(ServicesJSON.json)\n" : ServicesText.text)
            case .report(let order):
                return ReportCommand().run(order)
            case .rules(let file, let format):
                return RulesCommand().run(file, format)
            case .importBlackbox(let modules, let prometheus):
                return ImportCommand().run(modules: modules, prometheus: prometheus)
            case .top(let order):
                return TopCommand().run(order)
            case .demo(let options):
                return DemoCommand(options: options).run()
            case .version:
                StandardStream.output.write(VersionText.text)
            case .help(let command):
                StandardStream.output.write(HelpText.text(command))
            }
            return .success
        } catch {
            Complaint.write(error.message + "; see sonde --help")
            return .usage
        }
    }
}
