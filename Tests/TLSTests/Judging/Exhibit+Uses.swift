import Network
import TLS
import Testing

extension Exhibit {
    static let purposes = [
        leaf("a certificate for clients", .failed(.wrongPurpose)) {
            $0.replace(.extendedKeyUsage([.client]))
        },
        leaf("a certificate for clients and servers") {
            $0.replace(.extendedKeyUsage([.client, .server]))
        },
        leaf("a certificate without a word on its purpose") {
            $0.extensions = [.names([.dns(World.name)])]
        },
        leaf("a key that may only sign certificates", .failed(.wrongPurpose)) {
            // A server would not even show such a key of an elliptic curve.
            $0.key = .rsa2048
            $0.replace(.keyUsage([.keyCertSign]))
        },
        leaf("a leaf that is an authority too") {
            $0.replace(.basicConstraints(isAuthority: true))
            $0.replace(.keyUsage([.keyCertSign, .digitalSignature]))
        },
        chain("a leaf that issues", .failed(.wrongPurpose)) {
            let middle = try Sketch { $0.subject = Sketch.name("Middle") }.signed(by: $0.root)
            return try Pieces([Sketch().signed(by: middle), middle], trusting: [$0.root])
        },
        chain("an authority that may not sign", .failed(.wrongPurpose)) {
            let middle = try Sketch.authority("Middle") { $0.replace(.keyUsage([.crlSign])) }
                .signed(by: $0.root)
            return try Pieces([Sketch().signed(by: middle), middle], trusting: [$0.root])
        },
        chain("an authority for clients", .failed(.wrongPurpose)) {
            let middle = try Sketch.authority("Middle") {
                $0.replace(.extendedKeyUsage([.client]))
            }.signed(by: $0.root)
            return try Pieces([Sketch().signed(by: middle), middle], trusting: [$0.root])
        },
        chain("a path that is longer than allowed", .failed(.wrongPurpose)) {
            let upper = try Sketch.authority("Upper") {
                $0.replace(.basicConstraints(isAuthority: true, pathLength: 0))
            }.signed(by: $0.root)
            let lower = try Sketch.authority("Lower").signed(by: upper)
            return try Pieces(
                [Sketch().signed(by: lower), lower, upper], trusting: [$0.root])
        },
    ]

    private static func constrained(
        _ name: String, _ verification: CertificateVerification = good,
        permitted: [SketchName] = [], excluded: [SketchName] = []
    ) -> Self {
        chain(name, verification) {
            let middle = try Sketch.authority("Middle") {
                $0.extensions.append(.nameConstraints(permitted: permitted, excluded: excluded))
            }.signed(by: $0.root)
            return try Pieces([Sketch().signed(by: middle), middle], trusting: [$0.root])
        }
    }

    static let constraints = [
        constrained("a domain that is permitted", permitted: [.dns("example.com")]),
        constrained(
            "a domain that is not permitted", .failed(.nameConstraint),
            permitted: [.dns("example.org")]),
        constrained(
            "a domain that is excluded", .failed(.nameConstraint),
            excluded: [.dns("shop.example.com")]),
        constrained("a domain beside one that is excluded", excluded: [.dns("a.example.com")]),
        // RFC 5280 section 4.2.1.10: no entry of that kind, no limit to it.
        constrained(
            "only addresses are limited", permitted: [.address([10, 0, 0, 0, 255, 0, 0, 0])]),
    ]
}
