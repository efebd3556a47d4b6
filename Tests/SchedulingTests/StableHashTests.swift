import Scheduling
import Testing
import Time

struct StableHashTests {
    // Computed by another implementation. They must never change: every slot would move.
    @Test(arguments: [
        ([UInt8]("".utf8), 0xefd0_1f60_ba99_2926 as UInt64, 9_367_694_483 as Int64),
        (Array("a".utf8), 0x82a2_a958_a9be_ce5b, 5_102_945_176),
        (Array("probe".utf8), 0xd68c_7d83_6bf6_8316, 8_380_812_116),
        (Array("tcp example.com:443".utf8), 0xf842_65b6_b21c_75f0, 9_697_631_426),
        (Array(0...255), 0x2067_db6d_bd4e_fa06, 1_265_847_342),
    ])
    func `known bytes have their known hash and share`(
        bytes: [UInt8], hash: UInt64, nanosecondsOfTenSeconds: Int64
    ) {
        #expect(StableHash.hash(bytes) == hash)
        #expect(
            StableHash.fraction(bytes, of: .seconds(10)) == .nanoseconds(nanosecondsOfTenSeconds))
    }

    @Test func `a share is below the whole, and none of nothing`() {
        for index in 0..<1_000 {
            let bytes = Array("probe \(index)".utf8)
            #expect(StableHash.fraction(bytes, of: .nanoseconds(1)) == .zero)
            #expect(StableHash.fraction(bytes, of: .zero) == .zero)
            #expect(StableHash.fraction(bytes, of: .seconds(-1)) == .zero)
            let day = StableHash.fraction(bytes, of: .seconds(86_400))
            #expect(day >= .zero && day < .seconds(86_400))
        }
    }

    @Test func `a duration beyond the clock has no share that traps`() {
        let share = StableHash.fraction([1], of: .seconds(Int64.max))
        #expect(share == .zero)
    }
}
