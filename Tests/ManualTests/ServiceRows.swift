import Probes
import Workbench

/// The rows of the services and of the STARTTLS protocols, as the manual has to write them.
enum ServiceRows {
    static var services: [String] {
        Service.all.map { service in
            text([
                service.name, String(service.port), security(service), service.proof,
                service.learns.joined(separator: ", "), provers { $0.service == service.name },
            ])
        }
    }

    static var upgrades: [String] {
        StartTLSProtocol.allCases.map { upgrade in
            text([
                upgrade.rawValue, String(upgrade.port), upgrade.agreement,
                provers { $0.service == nil && $0.startTLS == upgrade.rawValue },
            ])
        }
    }

    /// A row without the marks of code.
    static func text(_ cells: [String]) -> String {
        cells.joined(separator: " | ").filter { $0 != "`" }
    }

    private static func security(_ service: Service) -> String {
        switch service.security {
        case .tls: "from the start"
        case .startTLS: "by STARTTLS"
        case .clear: service.upgradableWith == nil ? "as written" : "or by STARTTLS"
        }
    }

    /// The servers that the tests put such a question to, each with its version.
    private static func provers(_ isAsked: (ServiceQuestion) -> Bool) -> String {
        ProvingServer.allCases.filter { $0.questions.contains(where: isAsked) }.map { server in
            [server.rawValue, server.version].compactMap(\.self).joined(separator: " ")
        }.joined(separator: ", ")
    }
}
