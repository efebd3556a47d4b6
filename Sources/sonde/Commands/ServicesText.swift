import Probes

/// What `sonde services` prints: every service and every STARTTLS protocol.
enum ServicesText {
    static var text: String {
        table(
            ["SERVICE", "PORT", "TLS", "CAPTURES", "WHAT PROVES IT"],
            Service.all.map { service in
                [
                    service.name, String(service.port), security(service),
                    service.learns.isEmpty ? "-" : service.learns.joined(separator: ","),
                    service.proof,
                ]
            })
            + "\nSTARTTLS\n"
            + StartTLSProtocol.allCases.map { "\($0.rawValue)\n" }.joined()
    }

    private static func security(_ service: Service) -> String {
        switch service.security {
        case .tls: "yes"
        case .startTLS(let upgrade): "starttls \(upgrade.rawValue)"
        case .clear: service.upgradableWith.map { "no, or starttls \($0.rawValue)" } ?? "no"
        }
    }

    private static func table(_ head: [String], _ rows: [[String]]) -> String {
        let all = [head] + rows
        let widths = head.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { row in
            zip(row, widths).dropLast().map { text, width in
                text + String(repeating: " ", count: width - text.count + 2)
            }.joined() + (row.last ?? "") + "\n"
        }.joined()
    }
}
