import Scheduling
import Simulation
import Testing
import Time
import Workbench

/// Time zones as the database of this machine has them.
struct TimeZoneTests {
    private static let folder = "/usr/share/zoneinfo"

    private static func bytes(_ name: String) throws -> [UInt8] {
        try FileBytes.of("\(folder)/\(name)")
    }

    private static func zone(_ name: String) throws -> TimeZone {
        try TimeZone(tzif: bytes(name))
    }

    /// 1970-01-01T00:00:00Z and so many days, hours and minutes.
    private static func seconds(
        _ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0
    ) throws -> Int64 {
        let date = try #require(CivilDate(year: year, month: month, day: day))
        return date.daysSinceEpoch * 86_400 + Int64(hour * 3_600 + minute * 60)
    }

    @Test func `every zone says what Python says of it, from 1906 to 2223`() throws {
        var generator = SeededGenerator(seed: 9)
        let moments =
            (0..<200).map { _ in Int64.random(in: -2_000_000_000...8_000_000_000, using: &generator)
            }
            + (0..<200).map { _ in
                Int64.random(in: 1_700_000_000...1_900_000_000, using: &generator)
            }
        let program = """
            import sys, zoneinfo
            from datetime import datetime, timedelta, timezone
            zoneinfo.reset_tzpath(["\(Self.folder)"])
            epoch = datetime(1970, 1, 1, tzinfo=timezone.utc)
            moments = [epoch + timedelta(seconds=int(word)) for word in sys.argv[1:]]
            for name in sorted(zoneinfo.available_timezones()):
                zone = zoneinfo.ZoneInfo(name)
                offsets = [moment.astimezone(zone).utcoffset() for moment in moments]
                print(name, *(int(offset.total_seconds()) for offset in offsets))

            """
        let script = try TemporaryFolder()
        let file = try script.write("zones.py", program)
        let lines = try Programs.run("python3", [file] + moments.map(String.init))
            .split(separator: "\n")
        #expect(lines.count > 300)
        for line in lines {
            let words = line.split(separator: " ")
            let zone = try Self.zone(String(words[0]))
            #expect(
                moments.map { zone.offset(at: $0) } == words.dropFirst().compactMap { Int64($0) })
        }
    }

    @Test func `clocks change when they do, half an hour at Lord Howe`() throws {
        let berlin = try Self.zone("Europe/Berlin")
        let march = try Self.seconds(2027, 3, 28, 1)
        #expect(try berlin.transition(after: Self.seconds(2027, 1, 1)) == march)
        #expect(berlin.offset(at: march - 1) == 3_600)
        #expect(berlin.offset(at: march) == 7_200)
        #expect(try berlin.transition(after: march) == Self.seconds(2027, 10, 31, 1))
        // Beyond the table only the rule holds.
        #expect(
            try berlin.transition(after: Self.seconds(2399, 1, 1)) == Self.seconds(2399, 3, 28, 1))
        let island = try Self.zone("Australia/Lord_Howe")
        let april = try Self.seconds(2027, 4, 3, 15)
        #expect(try island.transition(after: Self.seconds(2027, 1, 1)) == april)
        #expect(island.offset(at: april - 1) == 39_600)
        #expect(island.offset(at: april) == 37_800)
        let city = try Self.zone("America/Sao_Paulo")
        #expect(try city.transition(after: Self.seconds(2027, 1, 1)) == nil)
        #expect(try city.offset(at: Self.seconds(2027, 1, 1)) == -10_800)
        #expect(TimeZone.utc.offset(at: 0) == 0)
        #expect(TimeZone.utc.transition(after: 0) == nil)
    }

    @Test func `what is cut, or another file, is no zone`() throws {
        let whole = try Self.bytes("Europe/Berlin")
        for end in whole.indices {
            #expect(throws: TimeZoneFault.self) { try TimeZone(tzif: Array(whole[..<end])) }
        }
        #expect(throws: TimeZoneFault.notTZif) { try TimeZone(tzif: Array("PNG".utf8)) }
        let large = [UInt8](repeating: 0, count: TimeZoneLimits.fileBytesMax + 1)
        #expect(throws: TimeZoneFault.tooLarge) { try TimeZone(tzif: large) }
        #expect(throws: TimeZoneFault.leapSeconds) { try Self.zone("right/Europe/Berlin") }
    }

    @Test func `whatever is in a file, a zone has an answer or there is none`() throws {
        let corpus = try ["Europe/Berlin", "Australia/Lord_Howe", "Etc/UTC"].map(Self.bytes)
        var mutator = ByteMutator(seed: 5, corpus: corpus)
        var readCount = 0
        for _ in 0..<20_000 {
            guard let zone = try? TimeZone(tzif: mutator.next()) else { continue }
            readCount += 1
            for moment: Int64 in [-4_000_000_000, 0, 1_800_000_000, 9_000_000_000] {
                #expect((-700_000...700_000).contains(zone.offset(at: moment)))
                if let next = zone.transition(after: moment) { #expect(next > moment) }
            }
        }
        #expect(readCount > 300)
    }
}
