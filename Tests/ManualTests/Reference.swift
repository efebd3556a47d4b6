import Configuration
import Events
import Exporter
import Network
import Probes
import Resolver
import Status
import sonde

/// A list of names that the manual writes down and the program knows.
struct Reference: Sendable, CustomStringConvertible {
    /// What the names are of.
    var description: String
    /// The file of the page.
    var page: String
    /// The names on a page, in their order.
    var written: @Sendable (Page) -> [String]
    /// The names that the program knows.
    var built: @Sendable () -> [String]

    /// What is wrong with a page.
    func findings(in page: Page) -> [String] {
        let written = written(page)
        let names = Set(written)
        let built = Set(built())
        let doubled = names.filter { name in written.count { $0 == name } > 1 }
        return built.subtracting(names).sorted().map { "\($0) is not in the manual" }
            + names.subtracting(built).sorted().map {
                "\($0) is in the manual and does not exist"
            }
            + doubled.sorted().map { "\($0) is in the manual twice" }
    }
}

extension Reference {
    static let all = [
        Reference(
            description: "keys", page: "Configuration.md", written: keys,
            built: { Array(KeyDiscovery.keys) }),
        Reference(
            description: "families", page: "Metrics.md",
            written: { $0.rows("family").map { "\(name($0[0])) \($0[1])" } },
            built: { ExposedFamilies.all.map { "\($0.name) \($0.type)" } }),
        Reference(
            description: "failure reasons", page: "Verdicts.md",
            written: { $0.rows("`reason`", under: "Failure reasons").map { name($0[0]) } },
            built: { FailureReason.allCases.map(\.rawValue) }),
        words(
            "inconclusive reasons", "Verdicts.md", "`reason`", under: "Inconclusive reasons",
            InconclusiveReason.self),
        words("phases", "Verdicts.md", "`phase`", Phase.self),
        words("faults of staples", "Metrics.md", "fault", StapleFault.self),
        words(
            "reasons of missed slots", "Metrics.md", "`reason`", under: "Why a slot was missed",
            MissedSlotReason.self),
        words("results of name servers", "Metrics.md", "`result`", QueryResult.self),
        words(
            "address policies", "Configuration.md", "word", under: "ip_protocol",
            AddressPolicy.self),
        words(
            "histograms", "Configuration.md", "word", under: "histograms", HistogramPhase.self),
        Reference(
            description: "services", page: "Services.md",
            written: { $0.rows("`service`").map(ServiceRows.text) },
            built: { ServiceRows.services }),
        Reference(
            description: "STARTTLS protocols", page: "Services.md",
            written: { $0.rows("`starttls`").map(ServiceRows.text) },
            built: { ServiceRows.upgrades }),
        Reference(
            description: "commands", page: "Running.md",
            written: { $0.headings.compactMap { $0.last.flatMap(command) } },
            built: { CommandHelp.commands }),
        Reference(
            description: "flags", page: "Running.md",
            written: { flags($0).map(\.name) },
            built: { CommandHelp.flags.map { "\($0.command) \($0.name)" } }),
        Reference(
            description: "members of a report", page: "Running.md",
            written: { $0.rows("member").map { name($0[0]) } }, built: { ReportMembers.all }),
        words("events", "Events.md", "`event`", EventName.self),
        Reference(
            description: "members of events", page: "Events.md",
            written: { $0.rows("member", under: "Members of a line").map { name($0[0]) } },
            built: { EventMembers.ofLines }),
        Reference(
            description: "members of a report on events", page: "Events.md",
            written: {
                $0.rows("member", under: "What sonde report says as JSON").map { name($0[0]) }
            },
            built: { EventMembers.ofReport }),
        words("states of a probe", "Status.md", "`state`", ProbeCondition.self),
        Reference(
            description: "members of the API", page: "Status.md",
            written: { $0.rows("member").flatMap { names($0[0]) } }, built: { StatusMembers.all }),
        Reference(
            description: "columns of a report on events", page: "Events.md",
            written: { $0.rows("`column`").map { name($0[0]) } },
            built: { AvailabilityCSV.columns }),
    ]

    /// Names that are the raw values of an enum, in the first column of a table.
    private static func words<Word: RawRepresentable<String> & CaseIterable>(
        _ description: String, _ page: String, _ column: String, under heading: String? = nil,
        _: Word.Type
    ) -> Reference {
        let built = Word.allCases.map(\.rawValue)
        return Reference(
            description: description, page: page,
            written: { $0.rows(column, under: heading).map { name($0[0]) } },
            built: { built })
    }

    /// What stands between backticks, of several.
    private static func names(_ cell: String) -> [String] {
        name(cell).split(separator: ", ").map(String.init)
    }

    /// What stands between backticks.
    private static func name(_ cell: String) -> String { cell.filter { $0 != "`" } }

    /// A heading for each key, and under it a line that says where the key may stand; the keys of a
    /// small mapping stand in a table there.
    private static func keys(_ page: Page) -> [String] {
        let start = "- Where: "
        return page.lines.filter { $0.text.hasPrefix(start) }.flatMap { line in
            let heading = line.headings.last ?? ""
            let inner = innerKeys(page, under: heading)
            return line.text.dropFirst(start.count).split(separator: ",").flatMap { place in
                ([""] + inner).map { "\(place.drop { $0 == " " }) \(heading)\($0)" }
            }
        }
    }

    /// `.down` of a table of keys, `[].begin` of one of keys of an entry.
    private static func innerKeys(_ page: Page, under heading: String) -> [String] {
        [("key", "."), ("key of an entry", "[].")].flatMap { column, join in
            page.rows(column, under: heading).flatMap { row in
                row[0].split(separator: ",").map { join + name($0.filter { $0 != " " }) }
            }
        }
    }

    /// `probe` for the heading `sonde probe`.
    private static func command(_ heading: String) -> String? {
        let start = "sonde "
        return heading.hasPrefix(start) ? String(heading.dropFirst(start.count)) : nil
    }

    /// Each flag with its command, and what stands in the column for its default.
    static func flags(_ page: Page) -> [(name: String, fallback: String)] {
        page.tables.filter { $0.header.first == "flag" }.flatMap { table in
            table.rows.map { row in
                let flag = name(row[0]).prefix { $0 != "=" }
                return ("\(table.headings.last.flatMap(command) ?? "") \(flag)", name(row[1]))
            }
        }
    }
}
