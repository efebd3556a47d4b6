import Configuration
import Probes

/// What is to run next, made ready away from the loop.
struct Preparation: Sendable {
    /// The configuration without the targets that others tell.
    var base: Settings
    var table: TargetTable
    var maker: ProbeMaker
    /// Nil where nothing can run but what does.
    private(set) var change: Change?
    /// The files of the credentials that are needed then.
    private(set) var credentials = NamedCredentials()
    /// Whether the configuration says something else than before.
    private(set) var isOther = false
    /// Why the configuration was refused; nothing where it was not, or was not read.
    var refusal: [String] = []
    /// Why sourced probes keep the targets that they have.
    var targetRefusals: [TargetTable.Refusal] = []

    /// Begins with what holds now.
    init(_ base: Settings, _ table: TargetTable, _ maker: ProbeMaker) {
        self.base = base
        self.table = table
        self.maker = maker
    }

    /// Reads the configuration again; where it is wrong, the one before it goes on.
    mutating func read(_ source: Reloading) {
        switch source.load() {
        case .failure(let errors):
            let omitted = errors.omittedCount > 0 ? ["and \(errors.omittedCount) more"] : []
            refusal = errors.errors.map(\.description) + omitted
        case .success(let settings):
            isOther = settings != base
            follow(settings)
            guard table.probeCount > settings.roomForProbes else { return }
            refusal = [
                "with the targets that sources tell there are too many probes; "
                    + "split the configuration between several exporters"
            ]
        }
    }

    /// Goes over to another configuration.
    mutating func follow(_ settings: Settings) {
        base = settings
        targetRefusals = table.follow(settings)
    }

    /// Takes over what sources have told.
    mutating func take(_ answers: [TargetSource: TargetAnswer]) {
        for (source, answer) in answers {
            guard let groups = answer.groups else { continue }
            targetRefusals = table.take(groups, from: source, base)
        }
    }

    /// Throws what the probes of targets that are still to be told would lack.
    func checkSourced() throws(ExporterError) {
        for sourced in base.sourced { try maker.check(sourced.prototype) }
    }

    /// Makes ready all that is new, where something else runs.
    mutating func makeChange(from old: Settings) throws(ExporterError) {
        let change = try Change(from: old, to: table.settings(base), &maker)
        credentials = change.settings.namedCredentials
        self.change = change
    }
}
