import Testing
import Time

struct RFC3339Tests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", Int64(0), Int32(0)),
        // The examples of RFC 3339 section 5.8 but for its leap seconds.
        ("1985-04-12T23:20:50.52Z", 482_196_050, 520_000_000),
        ("1996-12-19T16:39:57-08:00", 851_042_397, 0),
        ("1937-01-01T12:00:27.87+00:20", -1_041_337_173, 870_000_000),
        ("2026-11-21t22:00:00+01:00", 1_795_294_800, 0),
        ("2024-02-29T23:59:59.9999999999z", 1_709_251_199, 999_999_999),
        ("0000-01-01T00:00:00-23:59", -62_167_132_860, 0),
        ("9999-12-31T23:59:59Z", 253_402_300_799, 0),
    ])
    func `a moment is read`(text: String, seconds: Int64, nanoseconds: Int32) throws {
        let time = try #require(WallTime(rfc3339: text))
        #expect((time.secondsSinceEpoch, time.nanosecondsOfSecond) == (seconds, nanoseconds))
    }

    @Test func `what the clock writes is read again`() {
        let time = WallTime(nanoseconds: 1_795_294_800_961_000_000)
        #expect(WallTime(rfc3339: CivilTime(time).description) == time)
    }

    @Test(arguments: [
        "", "2026-11-21", "2026-11-21T22:00:00", "2026-11-21 22:00:00Z", "2026-11-21T22:00Z",
        "2026-11-21T24:00:00Z", "2026-11-21T22:60:00Z", "1990-12-31T23:59:60Z",
        "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-1-01T00:00:00Z",
        "2026-11-21T22:00:00.Z", "2026-11-21T22:00:00,5Z", "2026-11-21T22:00:00+01",
        "2026-11-21T22:00:00+0100", "2026-11-21T22:00:00+24:00", "2026-11-21T22:00:00+01:60",
        "2026-11-21T22:00:00Z ", " 2026-11-21T22:00:00Z", "+026-11-21T22:00:00Z",
        "٢٠٢٦-11-21T22:00:00Z", "12026-11-21T22:00:00Z",
    ])
    func `anything else is no moment`(text: String) {
        #expect(WallTime(rfc3339: text) == nil)
    }

    @Test func `a day is read, and nothing around it`() throws {
        let day = try #require(CivilDate(year: 2024, month: 2, day: 29))
        #expect(CivilDate(rfc3339: "2024-02-29") == day)
        for text in ["2026-02-29", "2024-2-29", "24-02-29", "2024-02-29T", "2024/02/29", ""] {
            #expect(CivilDate(rfc3339: text) == nil, "\(text)")
        }
    }
}
