import FaultServers
import Network
import TLS
import Time

extension FaultRow {
    private static let trusting = "tls: {server_name: shop.example.com, ca_file: root.pem}"

    /// A handshake that breaks off after each of the server's records.
    static let flights = TLSVersion.tls12.cuts + TLSVersion.tls13.cuts

    /// A row of a server that breaks off after so many records.
    fileprivate static func cut(
        _ version: TLSVersion, after records: Int, _ record: String, _ end: TCPTurn.End,
        _ outcomes: Set<String>
    ) -> Self {
        let keys = end == .waits ? "\(trusting), \(patience)" : trusting
        return Self(
            name: "\(end) after \(record) of TLS \(version.rawValue)", outcomes: outcomes,
            keys: keys
        ) { host in
            let leaf = try FaultAuthorities.shared.root.issue(FaultAuthorities.leaf())
            return try TLSFlights.server(
                TLSServerCredentials(leaf), version,
                cut: TLSFlights.Cut(records: records, end: end), on: host)
        }
    }

    /// A whole handshake with a certificate.
    private static func shown(
        _ name: String, _ outcome: String, _ version: TLSVersion = .tls13, keys: String = trusting,
        _ make: @escaping @Sendable (FaultAuthorities) throws -> TLSServerCredentials
    ) -> Self {
        Self(name: name, outcomes: [outcome], keys: keys) { host in
            try TLSFlights.server(make(FaultAuthorities.shared), version, on: host)
        }
    }

    /// A leaf of the root's, but for what `change` does.
    private static func leaf(
        _ name: String, _ outcome: String, _ version: TLSVersion = .tls13, keys: String = trusting,
        _ change: @escaping @Sendable (inout CertificateRequest) -> Void = { _ in }
    ) -> Self {
        shown(name, outcome, version, keys: keys) {
            TLSServerCredentials(try $0.root.issue(FaultAuthorities.leaf(change)))
        }
    }

    private static func expire(_ request: inout CertificateRequest) {
        request.notBefore = FaultAuthorities.now + FaultAuthorities.day * -2
        request.notAfter = FaultAuthorities.now + FaultAuthorities.day * -1
    }

    static let certificates: [FaultRow] = [
        leaf("a good certificate", "success"),
        leaf("a good certificate over TLS 1.2", "success", .tls12),
        leaf("a good certificate of RSA", "success") { $0.key = .rsa(bits: 2_048) },
        leaf("an expired certificate", "certificate_expired/tls") { expire(&$0) },
        leaf("an expired certificate over TLS 1.2", "certificate_expired/tls", .tls12) {
            expire(&$0)
        },
        leaf(
            "an expired certificate that nobody verifies", "success",
            keys: "tls: {server_name: shop.example.com, verify: false}"
        ) { expire(&$0) },
        leaf("a certificate of tomorrow", "certificate_not_yet_valid/tls") {
            $0.notBefore = FaultAuthorities.now + FaultAuthorities.day
        },
        leaf("a certificate of somebody else", "certificate_name_mismatch/tls") {
            $0.alternativeNames = [.dns("shop.example.org")]
        },
        leaf("a certificate with a zero byte", "certificate_name_mismatch/tls") {
            $0.alternativeNames = [.dns("shop.example.com\0.example.org")]
        },
        leaf("a certificate with a common name alone", "certificate_name_mismatch/tls") {
            $0.alternativeNames = []
        },
        leaf("a certificate for the address alone", "certificate_name_mismatch/tls") {
            $0.alternativeNames = [.address(.loopback4), .address(.loopback6)]
        },
        leaf("a short key", "certificate_weak/tls") { $0.key = .rsa(bits: 1_024) },
        leaf("a signature over SHA 1", "certificate_weak/tls") { $0.digest = .sha1 },
        leaf("a certificate of clients", "certificate_wrong_purpose/tls") { $0.use = .client },
        leaf("ten thousand names", "success") {
            $0.alternativeNames =
                (0..<10_000).map { .dns("\($0).a") } + [.dns(FaultAuthorities.name)]
        },
        leaf("a negative serial number", "success") { $0.serialNumber = -5 },
        leaf("a serial number of zero", "success") { $0.serialNumber = 0 },
        leaf("a certificate since 1950", "success") {
            $0.notBefore = WallTime(secondsSinceEpoch: -631_152_000)
        },
        shown("a certificate that signed itself", "certificate_untrusted/tls") { _ in
            TLSServerCredentials(
                try CertificateAuthority.selfSigned(FaultAuthorities.leaf()))
        },
        shown("an unknown root", "certificate_untrusted/tls") {
            TLSServerCredentials(
                try $0.stranger.issue(FaultAuthorities.leaf()), intermediates: [$0.stranger.own])
        },
        shown("a chain without its middle", "certificate_incomplete_chain/tls") {
            let middle = try chain(below: $0.root, of: 1)
            return TLSServerCredentials(try middle[0].issue(FaultAuthorities.leaf()))
        },
        shown("a chain with its middle", "success") {
            let middle = try chain(below: $0.root, of: 1)
            return TLSServerCredentials(
                try middle[0].issue(FaultAuthorities.leaf()), intermediates: [middle[0].own])
        },
        shown("sixty certificates in a row", "certificate_untrusted/tls") {
            let chain = try chain(below: $0.root, of: 59)
            return TLSServerCredentials(
                try chain[0].issue(FaultAuthorities.leaf()), intermediates: chain.map(\.own))
        },
        shown("a leaf that issues", "certificate_wrong_purpose/tls") {
            let middle = try $0.root.issue(FaultAuthorities.leaf { $0.commonName = "Middle" })
            return TLSServerCredentials(
                try CertificateAuthority(middle).issue(FaultAuthorities.leaf()),
                intermediates: [middle])
        },
        shown("an authority for another domain", "certificate_name_constraint/tls") {
            var request = FaultAuthorities.authority("Middle")
            request.permittedDomain = "example.org"
            let middle = try CertificateAuthority($0.root.issue(request))
            return TLSServerCredentials(
                try middle.issue(FaultAuthorities.leaf()), intermediates: [middle.own])
        },
    ]

    /// So many authorities, the lowest first.
    private static func chain(
        below root: CertificateAuthority, of count: Int
    ) throws -> [CertificateAuthority] {
        var chain: [CertificateAuthority] = []
        for number in 0..<count {
            let issuer = chain.first ?? root
            let request = FaultAuthorities.authority("Step \(number)")
            chain.insert(CertificateAuthority(try issuer.issue(request)), at: 0)
        }
        return chain
    }
}

extension TLSVersion {
    /// The server's records of a handshake (RFC 5246 section 7.3, RFC 8446 section 2).
    private var records: [String] {
        self == .tls12
            ? [
                "the hello", "the certificate", "the key exchange", "the end of the hello",
                "the change of cipher", "the finish",
            ]
            : [
                "the hello", "the change of cipher", "the extensions", "the certificate",
                "the proof of the certificate", "the finish",
            ]
    }

    /// A close and a reset after each record; the last of them ends the handshake.
    fileprivate var cuts: [FaultRow] {
        records.enumerated().flatMap { position, record in
            let isDone = position == records.count - 1
            let cut = { (end: TCPTurn.End, outcomes: Set<String>) in
                FaultRow.cut(
                    self, after: position + 1, record, end, isDone ? ["success"] : outcomes)
            }
            // It is our turn then, and a socket that is closed answers with an RST.
            let isOurTurn = self == .tls12 && position == 3
            let closed: Set =
                isOurTurn ? ["tls_truncated/tls", "reset/tls"] : ["tls_truncated/tls"]
            return [cut(.closes, closed), cut(.resets, ["reset/tls"])]
        } + [
            FaultRow.cut(self, after: 2, records[1], .waits, ["timeout/tls"])
        ]
    }
}
