import Network
import Probes
import Simulation
import Synchronization

/// A proxy in the simulated world; the target itself answers nobody, and its name is unknown.
extension Scene {
    static let proxy = Endpoint(address: .v4(0xc633_6401), port: 1080)
    static let proxyName = "proxy.example"
    static let passwordFile = "/run/credentials/proxy"

    /// What a SOCKS proxy hears when it is asked for ``Scene/name`` without credentials.
    static let socksRequest: [UInt8] =
        [5, 1, 0, 3, UInt8(name.utf8.count)] + Array(name.utf8) + [1, 187]
    static let socksGranted: [UInt8] = [5, 0, 0, 1, 0, 0, 0, 0, 0, 0]
    static let httpRequest = "CONNECT target.example:443 HTTP/1.1\r\nHost: target.example:443\r\n"

    /// The turns of a proxy until its tunnel stands, and those of the target behind it.
    static func turns(_ kind: ProxyKind, then more: [Turn] = []) -> [Turn] {
        switch kind {
        case .socks5:
            [.hear([5, 1, 0]), .say([5, 0]), .hear(socksRequest), .say(socksGranted)] + more
        case .http:
            [.hear(httpRequest + "\r\n"), .say("HTTP/1.1 200 Connection established\r\n\r\n")]
                + more
        }
    }

    /// A scene whose proxy takes these turns.
    static func proxied(
        _ turns: [Turn], conditions: LinkConditions = .exactly(oneWay), seed: UInt64 = 1
    ) -> Scene {
        let scene = Scene(seed: seed, conditions: conditions, .silent)
        scene.world.resolver.set(.fails(.notFound), for: name)
        scene.world.resolver.set(.answers([proxy.address]), for: proxyName)
        scene.world.network.set(.accepts(.scripted { ServerTurns(turns) }), at: proxy)
        return scene
    }

    /// A scene whose proxy behaves so.
    static func proxied(_ behaviour: Behaviour) -> Scene {
        let scene = proxied([])
        scene.world.network.set(behaviour, at: proxy)
        return scene
    }

    static func proxiedOptions(
        _ kind: ProxyKind, at host: Host = .name(proxyName), to target: Host = .name(name),
        hasLogin: Bool = false, tls: Bool = false
    ) -> TCPProbeOptions {
        var options = options(target, tls: tls)
        options.proxy = ProxySettings(
            kind: kind, host: host, port: proxy.port,
            login: hasLogin
                ? ProxySettings.Login(username: "monitor", passwordFile: passwordFile) : nil)
        return options
    }
}

/// All that a server hears, which says nothing.
final class Heard: Sendable {
    private let heard = Mutex<[UInt8]>([])

    var bytes: [UInt8] { heard.withLock { $0 } }
    var text: String { String(decoding: bytes, as: UTF8.self) }

    var behaviour: Behaviour { .accepts(.scripted { Listening(heard: self) }) }

    private struct Listening: ServerConversation {
        let heard: Heard

        mutating func received(_ bytes: [UInt8]) -> [ServerAct] {
            heard.heard.withLock { $0 += bytes }
            return []
        }
    }
}
