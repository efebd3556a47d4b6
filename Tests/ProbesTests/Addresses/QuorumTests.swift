import Probes
import Testing

struct QuorumTests {
    @Test(arguments: [
        (Quorum.count(2), 1, 2), (.count(2), 5, 2), (.everyOne, 1, 1), (.everyOne, 32, 32),
        (.share(0.5), 1, 1), (.share(0.5), 2, 1), (.share(0.5), 3, 2), (.share(0.5), 4, 2),
        (.share(0.001), 32, 1), (.share(0.1), 30, 3), (.share(0.667), 3, 3), (.share(0.666), 3, 2),
        (.share(0.7), 10, 7), (.share(0.29), 100, 29), (.everyOne, 0, 1),
    ])
    func `so many of so many must be up`(quorum: Quorum, count: Int, needed: Int) {
        #expect(quorum.needed(of: count) == needed)
    }

    @Test func `a share never asks for more than there are`() {
        for count in 1...32 {
            for thousandths in 1...1000 {
                let needed = Quorum.share(Double(thousandths) / 1000).needed(of: count)
                // In whole numbers: the least one that is not below the share.
                #expect(needed == (thousandths * count + 999) / 1000)
            }
        }
    }
}
