import FaultServers
import Glibc
import Network
import TLS
import Time

/// Who certifies the servers of these tests.
struct FaultAuthorities: Sendable {
    /// The only one that is trusted.
    let root: CertificateAuthority
    let stranger: CertificateAuthority

    static let name = "shop.example.com"
    static let now = WallTime(secondsSinceEpoch: Int64(Glibc.time(nil)))
    static let day = Duration.seconds(86_400)

    private static let made = Result {
        Self(
            root: try CertificateAuthority(authority("Root")),
            stranger: try CertificateAuthority(authority("Stranger")))
    }

    static var shared: Self { get throws { try made.get() } }

    static func authority(_ commonName: String) -> CertificateRequest {
        CertificateRequest(
            commonName: commonName, notBefore: now + day * -1, notAfter: now + day * 90,
            use: .authority)
    }

    /// A good leaf, but for what `change` does.
    static func leaf(
        _ change: (inout CertificateRequest) -> Void = { _ in }
    ) -> CertificateRequest {
        var request = CertificateRequest(
            commonName: name, alternativeNames: [.dns(name)], notBefore: now + day * -1,
            notAfter: now + day * 30)
        change(&request)
        return request
    }
}

/// A TLS server that breaks off within its flights.
enum TLSFlights {
    /// Where a server ends, and how.
    struct Cut: Sendable {
        /// Records that are sent before.
        var records: Int
        var end: TCPTurn.End
    }

    /// A server of one version that shows a certificate.
    static func server(
        _ credentials: TLSServerCredentials, _ version: TLSVersion, cut: Cut? = nil,
        on host: Loopback
    ) throws -> FaultPeer {
        let server = try TLSServer(
            credentials, minimumVersion: version, maximumVersion: version)
        return FaultPeer(
            TCPFaultServer(on: host) {
                let session = try? server.makeSession()
                var saidCount = 0
                return { heard in
                    var output: [UInt8] = []
                    session?.receive(heard)
                    _ = session?.handshake()
                    session?.takeOutput(into: &output)
                    guard let cut else { return TCPTurn(output) }
                    let records = records(of: output).prefix(cut.records - saidCount)
                    saidCount += records.count
                    let isOver = saidCount == cut.records
                    return TCPTurn(Array(records.joined()), then: isOver ? cut.end : .waits)
                }
            })
    }

    /// The records of some bytes, each with its head of five (RFC 8446 section 5.1).
    private static func records(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var rest = bytes[...]
        var records: [ArraySlice<UInt8>] = []
        while let head = rest.dropFirst(3).first, let low = rest.dropFirst(4).first {
            let record = rest.prefix(5 + Int(head) << 8 + Int(low))
            records.append(record)
            rest = rest.dropFirst(record.count)
        }
        return records
    }
}
