import Probes
import Wire

/// What `sonde services --format=json` prints, for programs.
enum ServicesJSON {
    static var json: JSON {
        .object([
            ("services", .array(Service.all.map(object))),
            ("starttls", .array(ServicesText.upgradesByName.map(object))),
        ])
    }

    private static func object(_ service: Service) -> JSON {
        let security =
            switch service.security {
            case .clear: "clear"
            case .tls: "tls"
            case .startTLS: "starttls"
            }
        return .object([
            ("name", .text(service.name)), ("port", .integer(Int(service.port))),
            ("security", .text(security)),
            ("starttls", JSON(service.upgradableWith?.rawValue)),
            ("captures", .array(service.learns.map { .text($0) })),
            ("proof", .text(service.proof)),
        ])
    }

    private static func object(_ upgrade: StartTLSProtocol) -> JSON {
        .object([
            ("name", .text(upgrade.rawValue)), ("port", .integer(Int(upgrade.port))),
            ("agreement", .text(upgrade.agreement)),
        ])
    }
}
