import Simulation
import Wire

/// What became of a client of a proxy.
private struct Talk: Equatable {
    var sent: [UInt8] = []
    var tunnel: [UInt8]?
    var failure: ProxyFailure?
}

@Sendable func socks5Answers(_ bytes: [UInt8], _ cuts: Cuts) {
    for credentials in [nil, credentials] {
        check(SOCKS5Client(to: destination, credentials: credentials), bytes, cuts)
    }
}

@Sendable func connectAnswers(_ bytes: [UInt8], _ cuts: Cuts) {
    check(HTTPConnectClient(to: destination, credentials: credentials), bytes, cuts)
}

private let destination = ProxyDestination.name("api.example.com", port: 443)
private let credentials = ProxyCredentials(username: "monitor", password: [0x6f, 0x70])

private func check(_ client: any ProxyClient, _ bytes: [UInt8], _ cuts: Cuts) {
    let whole = talk(client, bytes, cutAt: [bytes.count])
    precondition(whole == talk(client, bytes, cutAt: cuts.ends(of: bytes.count)), "they differ")
    if let rest = whole.tunnel {
        precondition(bytes.suffix(rest.count).elementsEqual(rest), "bytes are lost")
    }
}

private func talk(_ client: any ProxyClient, _ bytes: [UInt8], cutAt ends: [Int]) -> Talk {
    var client = client
    var talk = Talk()
    var start = 0
    var ends = ends[...]
    do throws(ProxyFailure) {
        while true {
            switch try client.next() {
            case .negotiate(let sent), .request(let sent): talk.sent += sent
            case .receive:
                guard let end = ends.popFirst() else { return talk }
                client.receive(Array(bytes[start..<end]))
                start = end
            case .tunnel(let rest):
                talk.tunnel = rest + bytes[start...]
                return talk
            }
        }
    } catch {
        talk.failure = error
        return talk
    }
}
