import Scheduling
import Testing

struct ShardTests {
    private static let identities = (0..<10_000).map {
        Array("server-\($0 / 10)\0probe-\($0)".utf8)
    }

    /// To which of so many shares each probe belongs; nil where it is not exactly one.
    private static func owners(_ count: Int) -> [Int?] {
        let shards = (0..<count).compactMap { Shard($0, of: count) }
        return identities.map { identity in
            let owners = shards.filter { $0.owns(identity) }
            return owners.count == 1 ? owners.first?.index : nil
        }
    }

    @Test func `each probe belongs to one share, and the shares are alike`() {
        let owners = Self.owners(5)
        #expect(!owners.contains(nil))
        for index in 0..<5 {
            #expect((1_850...2_150).contains(owners.count { $0 == index }))
        }
    }

    @Test func `with one share more only those move that it takes`() {
        let (five, six) = (Self.owners(5), Self.owners(6))
        let moved = zip(five, six).filter { $0 != $1 }
        #expect(moved.allSatisfy { $0.1 == 5 })
        // A sixth of ten thousand.
        #expect((1_500...1_850).contains(moved.count))
    }

    @Test(arguments: [(0, 1, true), (4, 5, true), (5, 5, false), (-1, 5, false), (0, 0, false)])
    func `a share is one of those that there are`(index: Int, count: Int, exists: Bool) {
        #expect((Shard(index, of: count) != nil) == exists)
        #expect(Shard(0, of: ShardLimits.countMax + 1) == nil)
    }

    @Test func `the only share has all`() throws {
        let all = try #require(Shard(0, of: 1))
        #expect(Self.identities.allSatisfy { all.owns($0) })
    }
}
