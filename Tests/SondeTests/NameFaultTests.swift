import FaultServers
import Simulation
import Testing
import Workbench

extension SondeTests {
    /// Whole attempts of the program whose name server misbehaves.
    @Suite struct NameFaultTests {
        /// How long an attempt may take that waits for nothing but silence.
        private static let patience = Sanitizer.isOn ? "4s" : "1s"

        private static func reason(of behaviour: DNSFaultBehaviour, _ protocolChoice: String)
            -> String?
        {
            switch behaviour {
            case .v4only: protocolChoice == "ip6" ? "dns_no_data" : nil
            case .v6only: protocolChoice == "ip4" ? "dns_no_data" : nil
            case .silent6: protocolChoice == "ip6" ? "dns_timeout" : nil
            case .both, .truncated, .emptyfirst, .chain, .zerottl, .hugettl, .hundred, .mutant: nil
            case .nxdomain: "dns_not_found"
            case .nodata, .loop, .shuffled, .unavailable: "dns_no_data"
            case .servfail, .notimp, .formerr, .yxdomain: "dns_server_failure"
            case .refused: "dns_refused"
            // What answers another question cannot be told from silence.
            case .silence, .wrongid, .wrongquestion, .empty, .short: "dns_timeout"
            case .garbage, .thinrecord: "dns_malformed"
            }
        }

        @Test(arguments: DNSFaultBehaviour.allCases, ["ip4", "ip6", "any"])
        func `each misbehaviour of a name server gives its reason inside the deadline`(
            behaviour: DNSFaultBehaviour, family: String
        ) throws {
            let names = DNSFaultServer()
            let folder = try TemporaryFolder()
            let reason = Self.reason(of: behaviour, family)
            // Where a name is found nobody is to wait for its address, which leads nowhere.
            let timeout = reason == "dns_timeout" || reason == nil ? Self.patience : "20s"
            let file = try folder.write(
                "sonde.yml",
                "resolvers: [\"127.0.0.1:\(names.port)\"]\n"
                    + Configurations.one(
                        port: 9,
                        more: ", ip_protocol: \(family), timeout: \(timeout), "
                            + "connect_timeout: 50ms"
                    ).replacing("127.0.0.1, port", with: "\(behaviour).test, port"))
            let end = try Programs.sonde(
                ["probe", "--format=json", "--config.file=\(file)", "web/port"])
            let report = try JSONText(end.output)
            #expect(end.errors == "")
            if let reason {
                #expect(report["verdict"]?.text == "failure")
                #expect(report["reason"]?.text == reason)
                #expect(report["phase"]?.text == "resolve")
                #expect(report["address"] == .null)
            } else {
                #expect(report["phase"]?.text != "resolve")
                #expect(report["address"]?.text?.isEmpty == false)
                #expect(
                    report["canonical_name"]?.text
                        == (behaviour == .chain ? "two.example" : "\(behaviour).test"))
            }
            let took = try #require(report["duration_seconds"]?.number)
            #expect(took < (timeout == "20s" ? 15 : timeout == "4s" ? 6 : 2))
            #expect(names.queryCount("\(behaviour).test") > 0)
        }
    }
}
