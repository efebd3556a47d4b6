import Network
import TLS
import Testing
import Time

/// A server's certificates, and what must be thought of them.
struct Exhibit: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let verification: CertificateVerification
    /// What is written in the leaf.
    var notBefore = Self.leafStart
    var notAfter = Self.leafEnd
    /// The name or address that is asked for.
    var asked = World.name
    /// Why `openssl verify` comes to another conclusion; nil where it agrees.
    var dissent: String?
    /// What the names of the leaf are shown as, where `openssl x509` shows none.
    var shownNames: [String]?
    let make: @Sendable (Cast) throws -> Pieces

    /// The dates of ``Sketch``: ten days before now, and ninety after.
    static let leafStart = World.now + World.day * -10
    static let leafEnd = World.now + World.day * 90
    /// What a good leaf is.
    static let good = CertificateVerification.verified(chainExpiry: leafEnd)

    /// What a server sends, what it signs with, and whom the client trusts.
    struct Pieces {
        /// Each in PEM, the leaf first.
        let served: [[UInt8]]
        let key: [UInt8]
        let trusted: [UInt8]

        init(_ served: [Party], trusting trusted: [Party]) throws {
            self.init(
                served: served.map { Base64.encodedPEM($0.certificate) },
                key: try #require(served.first).key.pem,
                trusted: trusted.flatMap { Base64.encodedPEM($0.certificate) })
        }

        init(served: [[UInt8]], key: [UInt8], trusted: [UInt8]) {
            self.served = served
            self.key = key
            self.trusted = trusted
        }

        /// A server of them, up to a version.
        func server(
            to maximum: TLSVersion, staple: [UInt8]? = nil
        ) throws -> any TLSSession {
            let credentials = TLSServerCredentials(
                chain: Array(served.joined()), key: key)
            return try TLSServer(
                credentials, maximumVersion: maximum, staple: staple
            ).makeSession()
        }
    }

    /// An exhibit of one leaf that the root has signed.
    static func leaf(
        _ name: String, _ verification: CertificateVerification = good, asked: String = World.name,
        from notBefore: WallTime = leafStart, to notAfter: WallTime = leafEnd,
        dissent: String? = nil, shownNames: [String]? = nil,
        _ change: @escaping @Sendable (inout Sketch) -> Void
    ) -> Self {
        Self(
            testDescription: name, verification: verification, notBefore: notBefore,
            notAfter: notAfter, asked: asked, dissent: dissent, shownNames: shownNames
        ) { cast in
            let leaf = try Sketch(change).signed(by: cast.root)
            return try Pieces([leaf], trusting: [cast.root])
        }
    }

    /// An exhibit of a good leaf with that chain.
    static func chain(
        _ name: String, _ verification: CertificateVerification = good, dissent: String? = nil,
        _ make: @escaping @Sendable (Cast) throws -> Pieces
    ) -> Self {
        Self(testDescription: name, verification: verification, dissent: dissent, make: make)
    }

    static let all = keys + names + dates + chains + strength + purposes + constraints + oddities
}

/// Authorities that many exhibits share.
struct Cast: Sendable {
    let root: Party
    /// Certified by the root.
    let middle: Party
    /// Nobody trusts it.
    let stranger: Party

    private init() throws {
        root = try Sketch.authority("Root").signed()
        middle = try Sketch.authority("Middle").signed(by: root)
        stranger = try Sketch.authority("Stranger").signed()
    }

    private static let made = Result { try Self() }

    static var shared: Self { get throws { try made.get() } }
}
