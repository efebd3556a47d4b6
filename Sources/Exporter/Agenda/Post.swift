import Configuration
import Probes
import Scheduling
import Time

/// What the agenda knows of one probe.
struct Post {
    /// Its slots; nil where it is attempted once in each window.
    let grid: Grid?
    /// How long after its beginning its first attempt is made.
    let firstAfter: Duration
    let timeout: Duration
    /// What its next attempt takes; of connections, as many as its last one made.
    var claim: Places.Claim
    /// Tells its attempts from those of what stood here before.
    let ticket: UInt32
    /// Tells its slots from those that hold no more.
    var slotTicket: UInt32
    var standing = Standing.idle
    /// Whether a slot to confirm its state lies ahead.
    var isToBeConfirmed = false
    /// Whether it is inside its window.
    var isOpen = false

    enum Standing {
        case idle
        case waiting
        case inFlight(SlotHeap.Kind)

        /// Waits for a place no more.
        mutating func giveUpWaiting() {
            if case .waiting = self { self = .idle }
        }
    }

    init(_ probe: ProbeSettings, ticket: UInt32, slotTicket: UInt32) {
        let identity = probe.identityBytes
        grid = probe.interval.map {
            Grid(origin: Instant(nanoseconds: 0), interval: $0, identity: identity)
        }
        firstAfter = StableHash.fraction(
            identity,
            of: min(
                probe.interval ?? ExporterLimits.firstAttemptSpread,
                ExporterLimits.firstAttemptSpread))
        timeout = probe.options.timeout
        claim = Places.Claim(needsHandshake: probe.options.tls != nil)
        self.ticket = ticket
        self.slotTicket = slotTicket
    }

    /// The first slots from `now` on: that of the grid, and an extra one at once.
    func slots(of place: Int, from now: Instant) -> [SlotHeap.Slot] {
        let first = SlotHeap.Slot(
            due: now + firstAfter, probe: place, kind: .first, ticket: slotTicket)
        guard let grid else { return [first] }
        let slot = grid.slot(notBefore: now)
        let regular = SlotHeap.Slot(due: slot, probe: place, ticket: slotTicket)
        // One that might still run when its first slot comes would only cost that slot.
        return slot < first.due || slot >= first.due + timeout ? [regular, first] : [regular]
    }
}
