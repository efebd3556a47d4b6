import Patterns
import Probes
import Testing

struct ServiceTableTests {
    @Test(arguments: Service.all.map(\.name))
    func `every row makes a script and captures what it says it learns`(name: String) throws {
        let service = try #require(Service.named(name))
        let captures = service.learns.map { Capture(name: $0, use: .label) }
        let plain = ScriptChoice(service: service, captures: captures)
        let script = try #require(try plain.script())
        #expect(Set(script.names).isSuperset(of: service.learns))
        guard let upgrade = service.upgradableWith else { return }
        let upgraded = ScriptChoice(service: service, captures: captures, startTLS: upgrade)
        #expect(upgraded.speaksTLS)
        #expect(try upgraded.script()?.startsTLS == true)
    }

    @Test func `no two rows have one name`() {
        #expect(Set(Service.all.map(\.name)).count == Service.all.count)
        #expect(Service.all.count == 31)
        #expect(StartTLSProtocol.allCases.count == 14)
    }

    @Test(arguments: StartTLSProtocol.allCases)
    func `every protocol goes over to TLS once`(upgrade: StartTLSProtocol) throws {
        for isAll in [false, true] {
            let steps = try upgrade.part(isAll: isAll).steps
            #expect(steps.count { $0 == .startTLS } == 1)
            #expect(isAll || steps.last == .startTLS)
            #expect(!upgrade.agreement.isEmpty && upgrade.port > 0)
        }
    }
}

extension Script {
    /// The named groups of all its expressions.
    fileprivate var names: [String] {
        steps.flatMap { step -> [String] in
            switch step {
            case .expect(let expectation), .expectFrame(_, let expectation):
                expectation.pattern.names
            case .send, .expectBytes, .startTLS: []
            }
        }
    }
}
