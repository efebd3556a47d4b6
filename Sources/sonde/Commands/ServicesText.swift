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
            rows: upgradesByName.map { upgrade in
                [upgrade.rawValue, String(upgrade.port), upgrade.agreement]
            })
        return services.text + "\n" + upgrades.text
    }

    /// As the services: in the order of the alphabet.
    static var upgradesByName: [StartTLSProtocol] {
        StartTLSProtocol.allCases.sorted { $0.rawValue < $1.rawValue }
    }

    /// In few words: the column is one of five.
    private static func security(_ service: Service) -> String {
        switch service.security {
        case .tls: "at once"
        case .startTLS: "by starttls"
        case .clear: service.upgradableWith == nil ? "as asked" : "or starttls"
        }
    }
}
