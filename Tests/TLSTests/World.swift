import Network
import TLS
import Time

/// A small world of authorities and servers; all its times lie around `now`.
enum World {
    static let now = WallTime(secondsSinceEpoch: 1_800_000_000)
    static let day = Duration.seconds(86_400)
    static let name = "shop.example.com"

    /// A request valid from ten days ago for ninety days more.
    static func request(
        _ commonName: String = name, names: [CertificateName] = [.dns(name)],
        from start: Duration = day * -10, to end: Duration = day * 90,
        use: CertificateUse = .server
    ) -> CertificateRequest {
        CertificateRequest(
            commonName: commonName, alternativeNames: names, notBefore: now + start,
            notAfter: now + end, use: use)
    }

    static func authority(_ commonName: String = "Root") -> CertificateRequest {
        request(commonName, names: [], to: day * 3_000, use: .authority)
    }

    /// A server that shows `leaf`, whatever it is worth.
    static func server(
        _ leaf: IssuedCertificate, _ intermediates: [IssuedCertificate] = [],
        from minimum: TLSVersion? = nil, to maximum: TLSVersion? = nil, staple: [UInt8]? = nil
    ) throws -> any TLSSession {
        try TLSServer(
            TLSServerCredentials(leaf, intermediates: intermediates), minimumVersion: minimum,
            maximumVersion: maximum, staple: staple
        ).makeSession()
    }

    static func client(
        trusting authority: CertificateAuthority, name: String = name,
        from minimum: TLSVersion? = nil, to maximum: TLSVersion? = nil
    ) throws -> any TLSSession {
        let settings = TLSSettings(
            serverName: name, authorities: .pem(authority.own.certificate),
            minimumVersion: minimum, maximumVersion: maximum)
        return try OpenSSLProvider().client(settings).makeSession(at: now)
    }
}

/// How a handshake between two sessions ended for the client.
struct Encounter {
    var step: TLSHandshakeStep
    /// Everything that each side sent.
    var clientBytes: [UInt8] = []
    var serverBytes: [UInt8] = []

    /// Carries bytes in pieces of at most `piece` until neither side has anything more to say.
    init(_ client: any TLSSession, _ server: any TLSSession, piece: Int = .max) {
        step = client.handshake()
        var isDone = false
        while !isDone {
            var toServer: [UInt8] = []
            client.takeOutput(into: &toServer)
            clientBytes += toServer
            for part in toServer.pieces(of: piece) {
                server.receive(part)
                _ = server.handshake()
            }
            var toClient: [UInt8] = []
            server.takeOutput(into: &toClient)
            serverBytes += toClient
            for part in toClient.pieces(of: piece) {
                client.receive(part)
                step = client.handshake()
            }
            isDone = toServer.isEmpty && toClient.isEmpty
        }
    }

    var facts: TLSFacts? {
        if case .done(let facts) = step { facts } else { nil }
    }

    var failure: TLSFailure? {
        if case .failed(let failure, _) = step { failure } else { nil }
    }
}

extension Array where Element == UInt8 {
    func pieces(of size: Int) -> [[UInt8]] {
        guard count > size else { return isEmpty ? [] : [self] }
        return stride(from: 0, to: count, by: size).map {
            Array(self[$0..<Swift.min($0 + size, count)])
        }
    }
}

extension TLSSession {
    /// What it wants sent.
    func output() -> [UInt8] {
        var bytes: [UInt8] = []
        takeOutput(into: &bytes)
        return bytes
    }
}
