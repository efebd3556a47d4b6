import Probes

/// What `sonde services` prints: every service and every STARTTLS protocol, for people.
enum ServicesText {
    static var text: String {
        let services = TextTable(
            head: ["SERVICE", "PORT", "TLS", "CAPTURES", "WHAT PROVES IT"],
            rows: Service.all.map { service in
                [
                    service.name, String(service.port), security(service),
                    service.learns.isEmpty ? "-" : service.learns.joined(separator: ","),
                    service.proof,
                ]
            })
        let upgrades = TextTable(
            head: ["STARTTLS", "PORT", "HOW TLS IS AGREED ON"],
            rows: StartTLSProtocol.allCases.map { upgrade in
                [upgrade.rawValue, String(upgrade.port), upgrade.agreement]
            })
        return services.text + "\n" + upgrades.text
    }

    /// In few words: the column is one of five.
    private static func security(_ service: Service) -> String {
        switch service.security {
        case .tls: "at once"
        case .startTLS(let upgrade): "starttls \(upgrade.rawValue)"
        case .clear: service.upgradableWith.map { "or starttls \($0.rawValue)" } ?? "as asked"
        }
    }
}
