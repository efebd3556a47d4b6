/// How many attempts may be in flight: each holds a descriptor, and a handshake much memory.
struct Places {
    private let attemptsMax: Int
    private var attempts = 0
    private var handshakes = 0

    init(attemptsMax: Int) {
        self.attemptsMax = attemptsMax
    }

    /// What one attempt takes: as many places as it makes connections at once.
    struct Claim: Equatable {
        var count: UInt8 = 1
        let needsHandshake: Bool
    }

    /// Takes what is claimed; one attempt may be in flight however many places it needs.
    mutating func take(_ claim: Claim) -> Bool {
        let count = Int(claim.count)
        guard areLeft(for: claim),
            !claim.needsHandshake || handshakes == 0
                || count <= ExporterLimits.handshakesMax - handshakes
        else { return false }
        attempts += count
        if claim.needsHandshake { handshakes += count }
        return true
    }

    /// Whether so many are left, handshakes apart.
    func areLeft(for claim: Claim) -> Bool {
        attempts == 0 || Int(claim.count) <= attemptsMax - attempts
    }

    mutating func give(back claim: Claim) {
        attempts -= Int(claim.count)
        if claim.needsHandshake { handshakes -= Int(claim.count) }
    }
}
