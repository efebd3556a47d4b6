import Configuration
import Events
import Probes

/// The probes that run, each by its number, and the settings that they are made of.
struct Roster {
    /// One probe that runs.
    struct Entry {
        let subject: Subject
        /// How it is attempted.
        var probe: any Probe
        /// From an attempt that speaks against its state to the next; nil where none follows.
        var confirmsAfter: Duration?

        init(_ settings: ProbeSettings, _ probe: any Probe, gateway: String?) {
            subject = Subject(settings, gateway: gateway)
            self.probe = probe
            confirmsAfter = settings.confirmation?.interval
        }
    }

    private var entries: [Entry?] = []
    /// What runs now.
    private(set) var settings = Settings()
    /// The number of each probe of the settings, in their order.
    private(set) var numbers: [Int] = []
    /// How often that has changed: numbers hold only as long as it is the same.
    private(set) var edition = 0

    subscript(number: Int) -> Entry? {
        get { number < entries.count ? entries[number] : nil }
        set {
            if number >= entries.count {
                entries.append(contentsOf: repeatElement(nil, count: number + 1 - entries.count))
            }
            entries[number] = newValue
        }
    }

    /// These settings run from now on, and these are the numbers of their probes.
    mutating func replace(settings: Settings, numbers: [Int]) {
        self.settings = settings
        self.numbers = numbers
        edition += 1
    }
}
