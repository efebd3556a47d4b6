import Configuration
import Exporter
import Scheduling
import Simulation
import Testing
import Time

struct AgendaTests {
    private static let begin = Instant(nanoseconds: 1_000_000_000_000)

    /// An agenda whose first attempts are over.
    private struct Walk {
        var agenda: Agenda
        var now: Instant
        var missed: [Agenda.Missed] = []

        init(_ probes: [ProbeSettings], attemptsMax: Int = .max) {
            agenda = Agenda(attemptsMax: attemptsMax)
            for (number, probe) in probes.enumerated() {
                agenda.add(number, probe, ticket: UInt32(number) + 1, isOpen: true, now: begin)
            }
            now = begin
        }

        /// All that starts at `instant`.
        mutating func start(at instant: Instant) -> [Agenda.Start] {
            now = instant
            var starts: [Agenda.Start] = []
            while let start = agenda.takeDue(now, missed: { missed.append($0) }) {
                starts.append(start)
            }
            return starts
        }

        /// Lets each attempt end as soon as it starts, until then; returns how many there were.
        mutating func run(until end: Instant) -> Int {
            var count = 0
            while let next = agenda.nextDue, next <= end {
                for start in start(at: next) {
                    count += 1
                    #expect(agenda.finish(start) == nil)
                }
            }
            now = end
            return count
        }
    }

    private static func slot(of probe: ProbeSettings, notBefore instant: Instant) -> Instant {
        let identity = "\(probe.server)\0\(probe.name)\0\(probe.target)\0"
        return Grid(
            origin: Instant(nanoseconds: 0), interval: probe.interval ?? .zero,
            identity: identity.utf8
        ).slot(notBefore: instant)
    }

    @Test func `every probe starts in each of its slots and once more at the start`() {
        let probes = Target.probes(100, interval: .seconds(300))
        var walk = Walk(probes)
        var extras = 0
        var starts: [Int] = Array(repeating: 0, count: probes.count)
        while let next = walk.agenda.nextDue, next <= Self.begin + .seconds(3_000) {
            for start in walk.start(at: next) {
                #expect(start.due == next)
                starts[start.probe] += 1
                let slot = Self.slot(of: probes[start.probe], notBefore: next)
                if slot != next {
                    extras += 1
                    #expect(next - Self.begin < ExporterLimits.firstAttemptSpread)
                    #expect(starts[start.probe] == 1)
                }
                _ = walk.agenda.finish(start)
            }
        }
        #expect(walk.missed == [])
        // One whose first slot comes right after its extra attempt does without that.
        #expect((95...100).contains(extras))
        #expect(starts.allSatisfy { (10...11).contains($0) })
    }

    @Test func `slots that passed while nobody looked are late, and only the last is made up`() {
        let probe = Target.probe()
        var walk = Walk([probe])
        _ = walk.run(until: Self.begin + .seconds(20))
        let first = Self.slot(of: probe, notBefore: walk.now)
        let starts = walk.start(at: first + .seconds(35))
        #expect(starts.map(\.due) == [first + .seconds(30)])
        #expect(walk.missed == [Agenda.Missed(probe: 0, slots: 3, reason: .late)])
        #expect(walk.agenda.nextDue == first + .seconds(40))
    }

    @Test func `a slot that finds the attempt before it in flight is missed`() throws {
        let probe = Target.probe()
        var walk = Walk([probe])
        _ = walk.run(until: Self.begin + .seconds(20))
        let slot = Self.slot(of: probe, notBefore: walk.now)
        let start = try #require(walk.start(at: slot).first)
        #expect(walk.start(at: slot + .seconds(10)) == [])
        #expect(walk.missed == [Agenda.Missed(probe: 0, slots: 1, reason: .inFlight)])
        #expect(walk.agenda.finish(start) == nil)
        #expect(walk.start(at: slot + .seconds(20)).count == 1)
    }

    @Test func `an attempt waits for its place and keeps the slot that it belongs to`() throws {
        let probes = Target.probes(2)
        var walk = Walk(probes, attemptsMax: 1)
        let end = Self.begin + .seconds(20)
        while let next = walk.agenda.nextDue, next <= end {
            for start in walk.start(at: next) {
                var more = walk.agenda.finish(start)
                while let start = more { more = walk.agenda.finish(start) }
            }
        }
        let slots = probes.map { Self.slot(of: $0, notBefore: end) }
        let (early, late) = slots[0] < slots[1] ? (0, 1) : (1, 0)
        let first = try #require(walk.start(at: slots[early]).first)
        #expect(first.probe == early && first.due == slots[early])
        #expect(walk.start(at: slots[late]) == [])
        #expect(walk.agenda.oldestDue == slots[late])
        let waiting = walk.agenda.finish(first)
        let second = try #require(waiting)
        #expect(second.probe == late && second.due == slots[late])
        #expect(walk.missed == [])
        // Now the other waits beyond its next slot.
        #expect(walk.start(at: slots[early] + .seconds(10)) == [])
        #expect(walk.start(at: slots[early] + .seconds(20)) == [])
        #expect(walk.missed.contains(Agenda.Missed(probe: early, slots: 1, reason: .places)))
    }

    @Test(arguments: [3, 9, 1_000], [false, true])
    func `an attempt of many connections takes as many places, and all of them if need be`(
        connections: Int, tls: Bool
    ) throws {
        var walk = Walk(Target.probes(2, tls: tls), attemptsMax: 3)
        _ = walk.run(until: Self.begin + .seconds(20))
        let both = walk.start(at: Self.begin + .seconds(30))
        #expect(both.count == 2)
        for start in both {
            let count = start.probe == 0 ? connections : 1
            #expect(walk.agenda.finish(start, connections: count) == nil)
        }
        for turn in Int64(0)..<5 {
            // Whoever was first has left too few places for the other.
            let starts = walk.start(at: Self.begin + .seconds(40 + 10 * turn))
            #expect(starts.count == 1)
            let first = try #require(starts.first)
            let waiting = walk.agenda.finish(
                first, connections: first.probe == 0 ? connections : 1)
            let next = try #require(waiting)
            #expect(next.probe == 1 - first.probe)
            #expect(
                walk.agenda.finish(next, connections: next.probe == 0 ? connections : 1) == nil)
        }
        #expect(walk.missed == [])
    }

    @Test func `places that one attempt leaves are taken by several that wait`() throws {
        let probes = Target.probes(4)
        var walk = Walk(probes, attemptsMax: 3)
        let end = Self.begin + .seconds(20)
        let slots = probes.map { Self.slot(of: $0, notBefore: end) }
        let many = try #require(slots.indices.min { slots[$0] < slots[$1] })
        let last = try #require(slots.max())
        func connections(_ start: Agenda.Start) -> Int { start.probe == many ? 3 : 1 }
        while let next = walk.agenda.nextDue, next < end {
            for start in walk.start(at: next) {
                var current: Agenda.Start? = start
                while let start = current {
                    current = walk.agenda.finish(start, connections: connections(start))
                }
            }
        }
        // The one with many connections begins, and the others wait for it.
        let whole = try #require(walk.start(at: slots[many]).first)
        #expect(whole.probe == many)
        #expect(walk.start(at: last) == [])
        #expect(walk.agenda.finish(whole, connections: 3) != nil)
        #expect(walk.start(at: last).count == 2)
    }

    @Test func `those without a handshake are not kept waiting by those with one`() {
        let probes = Target.probes(300, tls: true) + [Target.probe(300)]
        var walk = Walk(probes)
        let starts = walk.start(at: Self.begin + .seconds(30))
        #expect(starts.count == ExporterLimits.handshakesMax + 1)
        #expect(starts.contains { $0.probe == 300 })
    }

    @Test func `who has waited longest comes first, with a handshake or without`() {
        // So many want a handshake that their line never ends.
        let probes = Target.probes(50, tls: true) + (50..<60).map { Target.probe($0) }
        var walk = Walk(probes, attemptsMax: 1)
        var current: Agenda.Start?
        var turns = Array(repeating: 0, count: probes.count)
        for second in Int64(0)..<600 {
            let starts = walk.start(at: Self.begin + .seconds(second))
            if current == nil { current = starts.first }
            if let running = current {
                turns[running.probe] += 1
                current = walk.agenda.finish(running)
            }
        }
        #expect(turns.allSatisfy { $0 >= 5 }, "\(turns)")
    }

    @Test(arguments: [false, true])
    func `what waits for a place does not start once its window is over`(byChange: Bool) throws {
        let probes = Target.probes(2, interval: .seconds(300))
        var walk = Walk(probes, attemptsMax: 1)
        let starts = walk.start(at: Self.begin + .seconds(10))
        let running = try #require(starts.first)
        #expect(starts.count == 1 && walk.agenda.isWaitedFor)
        let other = 1 - running.probe
        if byChange {
            walk.agenda.change(other, to: probes[other], isOpen: false, now: walk.now)
        } else {
            walk.agenda.close(other)
        }
        #expect(walk.agenda.finish(running) == nil)
        #expect(walk.start(at: Self.begin + .seconds(290)).allSatisfy { $0.probe != other })
    }
}
