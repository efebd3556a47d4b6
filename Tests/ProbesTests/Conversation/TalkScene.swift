import Network
import Patterns
import Probes
import Simulation
import Time

/// What a server of the simulation does, and what it is told.
typealias Turn = ServerTurns.Turn

extension Scene {
    /// A scene whose target takes these turns.
    static func talk(
        _ turns: [Turn], conditions: LinkConditions = .exactly(oneWay), seed: UInt64 = 1
    ) -> Scene {
        Scene(seed: seed, conditions: conditions, .accepts(.scripted { ServerTurns(turns) }))
    }

    /// A scene whose target takes turns that know how it speaks TLS.
    static func talk(
        _ answer: TLSServerAnswer, conditions: LinkConditions = .exactly(oneWay),
        seed: UInt64 = 1, _ turns: (Turn) -> [Turn]
    ) -> Scene {
        let scene = Scene(seed: seed, conditions: conditions)
        let turns = turns(.handshake(scene.world.tls.server(answer)))
        scene.world.network.set(.accepts(.scripted { ServerTurns(turns) }), at: target)
        return scene
    }

    /// Makes one attempt with a script of these steps.
    func converse(
        _ steps: [Step], tls: Bool = false, timeout: Duration = .seconds(5),
        host: Host = .address(v4)
    ) throws -> ProbeReport {
        var options = Scene.options(host, tls: tls || steps.contains(.startTLS))
        options.timeout = timeout
        options.script = Script([Script.Part(.script, steps)])
        let client = try options.tls.map { try world.tls.client($0) }
        let probe = TCPProbe(options: options, tls: client, keepsTranscript: true)
        let probeWorld = probeWorld
        return world.loop.run { await probe.attempt(in: probeWorld) }
    }
}

extension Step {
    /// Waits for an expression; `wholeLine` as the configuration has it before STARTTLS.
    static func expect(
        _ expression: String, wholeLine: Bool = false, captures: [Capture] = []
    ) throws -> Step {
        .expect(
            Expectation(try Pattern(expression, wholeLine: wholeLine), captures: captures))
    }
}

extension ProbeReport {
    /// Number of the step that failed.
    var failedNumber: Int? { failedStep?.number }

    /// All that was sent, as one text.
    var sent: String {
        let entries = transcript?.entries ?? []
        return String(
            decoding: entries.flatMap { entry -> [UInt8] in
                if case .sent(let bytes) = entry.event { bytes } else { [] }
            }, as: UTF8.self)
    }
}
