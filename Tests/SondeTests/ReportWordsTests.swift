import Testing
import sonde

/// Shares and durations, as a report tells them to people.
struct ReportWordsTests {
    @Test(arguments: [
        (0, 0, "-"), (0, 5, "0 %"), (5, 5, "100 %"), (1, 2, "50.000 %"), (1, 3, "33.333 %"),
        (2, 3, "66.666 %"), (99_987, 100_000, "99.987 %"), (999_999, 1_000_000, "99.99990 %"),
        (999_990, 1_000_000, "99.9990 %"), (99_999_999, 100_000_000, "99.9999990 %"),
        (9_999, 10_000, "99.990 %"), (1, 1_000_000, "0.000 %"), (1, 1_000, "0.100 %"),
        (31_535_999, 31_536_000, "99.9999968 %"),
    ])
    func `no down time is hidden in a percentage`(up: Int, whole: Int, text: String) {
        #expect(PercentText.share(.seconds(up), of: .seconds(whole)) == text)
    }

    @Test func `a nanosecond of a thousand years is not up either`() {
        let whole = Duration.seconds(1_000 * 31_536_000)
        #expect(PercentText.share(whole - .nanoseconds(1), of: whole) == "99.999999999 %")
    }

    @Test(arguments: [
        (Duration.zero, "0s"), (.milliseconds(1), "1ms"), (.milliseconds(999), "999ms"),
        (.milliseconds(1_000), "1s"), (.milliseconds(12_500), "12s500ms"),
        (.seconds(59), "59s"), (.seconds(60), "1m"), (.seconds(61), "1m1s"),
        (.seconds(3_599), "59m59s"), (.seconds(3_601), "1h"), (.seconds(5_400), "1h30m"),
        (.seconds(86_399), "23h59m"), (.seconds(86_400), "1d"), (.seconds(90_061), "1d1h"),
        (.seconds(400 * 86_400), "400d"), (.nanoseconds(999_999), "0s"),
    ])
    func `a duration is told in two units`(duration: Duration, text: String) {
        #expect(DurationText.short(duration) == text)
    }
}
