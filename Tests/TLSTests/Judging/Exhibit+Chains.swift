import Network
import TLS
import Testing
import Time

extension Exhibit {
    /// None of its certificates has a well-defined end (RFC 5280 section 4.1.2.5).
    private static let endless: Self = {
        let end = WallTime(secondsSinceEpoch: 253_402_300_799)
        var exhibit = chain("a chain without an end", .verified(chainExpiry: end)) { _ in
            let root = try Sketch.authority("Endless") { $0.notAfter = "99991231235959Z" }.signed()
            let leaf = try Sketch { $0.notAfter = "99991231235959Z" }.signed(by: root)
            return try Pieces([leaf], trusting: [root])
        }
        exhibit.notAfter = end
        return exhibit
    }()

    static let chains = [
        chain("an intermediate between") {
            try Pieces([Sketch().signed(by: $0.middle), $0.middle], trusting: [$0.root])
        },
        chain("the wrong order") {
            try Pieces(
                [Sketch().signed(by: $0.middle), $0.root, $0.middle], trusting: [$0.root])
        },
        chain("certificates that nobody needs") {
            try Pieces(
                [Sketch().signed(by: $0.middle), $0.stranger, $0.middle, $0.stranger, $0.root],
                trusting: [$0.root])
        },
        chain("a missing intermediate", .failed(.incompleteChain)) {
            try Pieces([Sketch().signed(by: $0.middle)], trusting: [$0.root])
        },
        chain("an unknown root", .failed(.untrusted)) {
            try Pieces([Sketch().signed(by: $0.stranger), $0.stranger], trusting: [$0.root])
        },
        chain("a leaf that signed itself", .failed(.untrusted)) {
            try Pieces([Sketch().signed()], trusting: [$0.root])
        },
        chain("a leaf that signed itself and is trusted") {
            let leaf = try Sketch().signed()
            return try Pieces([leaf], trusting: [$0.root, leaf])
        },
        chain("an authority of the same name", .failed(.untrusted)) {
            let namesake = try Sketch.authority("Root") { $0.key = .p384 }.signed()
            return try Pieces([Sketch().signed(by: namesake), namesake], trusting: [$0.root])
        },
        chain("an expired intermediate", .failed(.expired)) {
            let middle = try Sketch.authority("Middle") { $0.notAfter = "270101000000Z" }
                .signed(by: $0.root)
            return try Pieces([Sketch().signed(by: middle), middle], trusting: [$0.root])
        },
        endless,
        chain("an intermediate that ends first", .verified(chainExpiry: World.now + World.day)) {
            let middle = try Sketch.authority("Middle") { $0.notAfter = "270116080000Z" }
                .signed(by: $0.root)
            return try Pieces([Sketch().signed(by: middle), middle], trusting: [$0.root])
        },
        chain("an expired root", .failed(.expired)) { _ in
            let root = try Sketch.authority("Old") { $0.notAfter = "270101000000Z" }.signed()
            return try Pieces([Sketch().signed(by: root)], trusting: [root])
        },
        chain("an expired root beside a valid one of the same key") { cast in
            let old = try Sketch.authority("Root") { $0.notAfter = "270101000000Z" }.signed()
            return try Pieces(
                [Sketch().signed(by: cast.root), old], trusting: [old, cast.root])
        },
        chain("a root that another one certified") { cast in
            let own = try Sketch.authority("New").signed()
            let crossed = try Sketch.authority("New").signed(by: cast.root)
            return try Pieces([Sketch().signed(by: own), crossed], trusting: [cast.root])
        },
        chain("an expired certificate across beside the root itself") { cast in
            let own = try Sketch.authority("New").signed()
            let crossed = try Sketch.authority("New") { $0.notAfter = "270101000000Z" }
                .signed(by: cast.root)
            return try Pieces([Sketch().signed(by: own), crossed], trusting: [cast.root, own])
        },
        chain("ten authorities in a row") { _ in try row(of: 10) },
        // The search ends before it has found whom we trust.
        chain("eleven authorities in a row", .failed(.untrusted)) { _ in try row(of: 11) },
        chain("60 certificates in a row", .failed(.untrusted)) { _ in try row(of: 59) },
    ]

    /// So many authorities below a root, and a leaf; these are made by the TLS room itself.
    private static func row(of count: Int) throws -> Pieces {
        let root = try CertificateAuthority(World.authority())
        var issuer = root
        var served: [[UInt8]] = []
        for number in 0..<count {
            issuer = CertificateAuthority(try issuer.issue(World.authority("Step \(number)")))
            served.insert(issuer.own.certificate, at: 0)
        }
        let leaf = try issuer.issue(World.request())
        return Pieces(
            served: [leaf.certificate] + served, key: leaf.key, trusted: root.own.certificate)
    }

    static let strength = [
        chain("a signature over MD5", .failed(.weak)) { _ in
            let root = try Sketch.authority("Old") { $0.key = .rsa2048 }.signed()
            return try Pieces([Sketch { $0.digest = .md5 }.signed(by: root)], trusting: [root])
        },
        leaf("a signature over SHA-1", .failed(.weak)) { $0.digest = .sha1 },
        leaf("a key of 1,024 bits", .failed(.weak)) { $0.key = .rsa1024 },
        chain("an authority with a key of 1,024 bits", .failed(.weak)) {
            let middle = try Sketch.authority("Weak") { $0.key = .rsa1024 }.signed(by: $0.root)
            return try Pieces([Sketch().signed(by: middle), middle], trusting: [$0.root])
        },
        chain("a root that signed itself over SHA-1") { _ in
            let root = try Sketch.authority("Old") {
                $0.digest = .sha1
                $0.key = .rsa2048
            }.signed()
            return try Pieces([Sketch().signed(by: root)], trusting: [root])
        },
    ]
}
