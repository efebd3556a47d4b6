import Testing
import Time

struct DurationNanosecondsTests {
    @Test(arguments: [
        (Duration.zero, Int64(0)), (.nanoseconds(1), 1), (.nanoseconds(-1), -1),
        (.milliseconds(-1_500), -1_500_000_000), (.seconds(86_400), 86_400_000_000_000),
        (.nanoseconds(Int64.max), .max), (.nanoseconds(Int64.min), .min),
    ])
    func `whole nanoseconds are exact`(duration: Duration, nanoseconds: Int64) {
        #expect(duration.nanoseconds == nanoseconds)
    }

    @Test func `less than a nanosecond rounds towards zero`() {
        let almost = Duration(secondsComponent: 0, attosecondsComponent: 1_999_999_999)
        #expect(almost.nanoseconds == 1)
        #expect((.zero - almost).nanoseconds == -1)
        #expect(Duration(secondsComponent: 0, attosecondsComponent: 999_999_999).nanoseconds == 0)
    }

    @Test(arguments: [
        (Duration.seconds(Int64.max), Int64.max), (.seconds(Int64.min), .min),
        (.nanoseconds(Int64.max) + .nanoseconds(1), .max),
        (.nanoseconds(Int64.min) - .nanoseconds(1), .min),
        (.seconds(9_223_372_037), .max), (.seconds(-9_223_372_037), .min),
    ])
    func `what is too long stays at the end`(duration: Duration, nanoseconds: Int64) {
        #expect(duration.nanoseconds == nanoseconds)
    }
}
