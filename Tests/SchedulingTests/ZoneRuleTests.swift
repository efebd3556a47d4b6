import Scheduling
import Testing
import Time

/// Zones written by hand, whose rule for the years to come is what matters.
struct ZoneRuleTests {
    /// A file of one type, whose table has one time where one is given, and a rule.
    private static func file(
        _ rule: String, offset: Int32 = 0, since time: Int64? = nil
    ) -> [UInt8] {
        func bytes(_ number: Int32) -> [UInt8] {
            (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
        }
        func header(_ transitions: Int32) -> [UInt8] {
            Array("TZif3".utf8) + [UInt8](repeating: 0, count: 15)
                + [0, 0, 0, transitions, 1, 4].flatMap(bytes)
        }
        let type = bytes(offset) + [0, 0] + Array("XXX\0".utf8)
        let table = time.map { time in
            (0..<8).map { UInt8(truncatingIfNeeded: time >> (56 - 8 * $0)) } + [0]
        }
        let footer = Array("\n\(rule)\n".utf8)
        let parts = [header(0), type, header(time == nil ? 0 : 1), table ?? [], type, footer]
        return Array(parts.joined())
    }

    private static func seconds(
        _ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0
    ) throws -> Int64 {
        let date = try #require(CivilDate(year: year, month: month, day: day))
        return date.daysSinceEpoch * 86_400 + Int64(hour * 3_600)
    }

    @Test(arguments: [
        // Ireland's winter is what is saved; Greenland's changes are of the day before.
        ("IST-1GMT0,M10.5.0,M3.5.0/1", (2027, 1, 15, 0), 0),
        ("IST-1GMT0,M10.5.0,M3.5.0/1", (2027, 7, 15, 0), 3_600),
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", (2027, 3, 28, 0), -7_200),
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", (2027, 3, 28, 1), -3_600),
        ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", (2027, 1, 1, 0), 39_600),
        // Saving time all year, RFC 9636 section 3.3.1.
        ("XXX3EDT4,0/0,J365/23", (2028, 12, 31, 12), -14_400),
        ("XXX3EDT4,0/0,J365/23", (2028, 6, 1, 0), -14_400),
        // The 60th day that is no 29 February is 1 March, in a leap year as well.
        ("XXX0YYY-1,J60/0,J300/0", (2028, 2, 29, 23), 0),
        ("XXX0YYY-1,J60/0,J300/0", (2028, 3, 1, 0), 3_600),
        ("XXX0YYY-1,59/0,300/0", (2028, 2, 29, 0), 3_600),
        ("XXX-5:30", (2400, 1, 1, 0), 19_800), ("XXX0YYY,M3.2.0,M11.1.0", (2027, 7, 1, 0), 3_600),
    ])
    func `a rule says what holds`(
        rule: String, date: (Int, Int, Int, Int), offset: Int64
    ) throws {
        let zone = try TimeZone(tzif: Self.file(rule))
        let moment = try Self.seconds(date.0, date.1, date.2, date.3)
        #expect(zone.offset(at: moment) == offset)
    }

    @Test func `saving time that holds all year never changes the clocks`() throws {
        let zone = try TimeZone(tzif: Self.file("XXX3EDT4,0/0,J365/23"))
        #expect(zone.transition(after: try Self.seconds(2027, 6, 1)) == nil)
    }

    /// libFuzzer found it: the rule was asked what comes after the last time that can be.
    @Test func `a table that ends where time does has no change after that`() throws {
        let zone = try TimeZone(tzif: Self.file("XXX0EDT4,0/6,J035/23", since: 1 << 59))
        #expect(zone.transition(after: -1) == nil)
        #expect(zone.transition(after: 1 << 59) == nil)
    }

    /// What began in the new year ended with the old one, a few hours later.
    @Test(arguments: ["XXX0EDT4,0/0,J365/23", "XXX3EDT4,0/0,J365/84"])
    func `saving time that begins before the year before has ended its own goes on`(
        rule: String
    ) throws {
        let zone = try TimeZone(tzif: Self.file(rule, offset: -14_400, since: 0))
        for moment in [
            try Self.seconds(2027, 1, 1, 5), try Self.seconds(2027, 6, 1),
            try Self.seconds(2028, 1, 1, 1),
        ] {
            #expect(zone.offset(at: moment) == -14_400)
            #expect(zone.transition(after: moment) == nil)
        }
        #expect(zone.transition(after: -1) == nil)
    }

    /// libFuzzer found it: where the table ended the rule was asked what had changed since then.
    @Test func `a rule that begins with another offset than the table has changes the clocks`()
        throws
    {
        let file = Self.file("XXX3EDT4,M3.2.0,M11.1.0", offset: -14_400, since: 0)
        let zone = try TimeZone(tzif: file)
        let next = try #require(zone.transition(after: -1))
        #expect(zone.offset(at: -1) == -14_400)
        #expect(zone.offset(at: next) == -10_800)
    }

    /// libFuzzer found it: the years around such a time are beyond what can be counted.
    @Test(arguments: [Int64.max, .min, 1 << 60])
    func `a time that no clock will show is malformed, and none to ask for`(time: Int64) throws {
        let rule = "XXX0EDT2,0/0,0136/2"
        #expect(throws: TimeZoneFault.malformed) {
            try TimeZone(tzif: Self.file(rule, since: time))
        }
        let zone = try TimeZone(tzif: Self.file(rule, since: 0))
        #expect([0, -7_200].contains(zone.offset(at: time)))
        #expect(zone.transition(after: time) == nil)
    }

    @Test(arguments: [
        "X0", "XXX", "XXX25", "XXX0YYY", "XXX0YYY,M3.5.0", "XXX0YYY,M13.1.0,M1.1.0",
        "XXX0YYY,M1.6.0,M1.1.0", "XXX0YYY,M1.1.7,M1.1.0", "XXX0YYY,J0,J1", "XXX0YYY,366,1",
        "XXX0YYY,1/168,2", "XXX0:60", "<XX>0", "<XXX0", "XXX0YYY,1,2,3", "XXX0 ", ":file",
    ])
    func `what is no rule is malformed`(rule: String) {
        #expect(throws: TimeZoneFault.malformedRule) { try TimeZone(tzif: Self.file(rule)) }
    }
}
