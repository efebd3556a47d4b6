import Network
import Status
import Time

/// The configuration of the demo, as a user would write it: two servers and whose they are.
struct DemoConfiguration {
    let services: DemoServices
    /// Whom it trusts, and the certificate that a server has on disk: paths.
    let files: (authority: String, certificate: String)
    let now: WallTime

    var yaml: String {
        """
        gateway: desk                   # this vantage point, a label on every series

        defaults:
          interval: 2s
          timeout: 1s
          ip_protocol: ip4
          thresholds:
            connect_time: 100ms         # slower connections are counted as slow
            slow_share: 5%
            availability: 99.9%

        maintenance:
          - name: new-printer
            begin: "\(moment(-1))"
            end: "\(moment(30))"
            probes: [plant/printer]

        servers:
          - name: shop
            description: A web shop
            owner: shop-team
            site: berlin
            probes:
        \(tls("web", .year, "A certificate that ends in a year", "audit_versions: true"))
        \(tls("mail", .month, "A certificate that ends in 25 days"))
        \(tls("search", .fortnight, "A certificate that ends in 10 days"))
        \(tls("stock", .week, "A certificate that ends in 3 days"))
        \(tls("partner", .over, "A certificate that has expired"))
        \(tls("preview", .early, "A certificate that is not valid yet"))
        \(tls("legacy", .untrusted, "A certificate of an authority that nobody trusts"))
              - name: checkout
                description: Behind a proxy that takes its time
                host: checkout.example
                port: 443
                proxy: socks5://\(services.proxy)
              - name: cart
                description: A port that is there and is not, in turns
                host: \(services.unsteady.address)
                port: \(services.unsteady.port)
                confirm: {down: 2, interval: 500ms}   # one lost attempt is not down
              - name: database
                description: A port where nobody listens
                host: \(services.refused.address)
                port: \(services.refused.port)
              - name: cache
                description: A port that accepts and never says a word of TLS
                host: \(services.open.address)
                port: \(services.open.port)
                tls: {}

          - name: plant
            description: Machines of a plant
            owner: plant-team
            site: lisbon
            probes:
        \(plain("controller", services.open, "A port that is open"))
              - name: scale
                description: Says its version, its load, and a model that is no markup
                host: \(services.scale.address)
                port: \(services.scale.port)
                histograms: [connect, exchange]
                script:
                  - expect: "^OK v(?P<version>[0-9.]+) load (?P<load>[0-9.]+) model (?P<model>.+)$"
                    capture: {version: label, load: value, model: label}
              - name: meter
                description: Says something else than it should
                host: \(services.meter.address)
                port: \(services.meter.port)
                script:
                  - expect: "^OK"
        \(plain("firewall", services.refused, "A port that is to be closed, and is"))
                expect: closed
              - name: cluster
                description: Every address of a name, of which half must be up
                host: localhost
                port: \(services.open.port)
                ip_protocol: any
                addresses: all
                quorum: 50%
        \(plain("router", services.refused, "A router that is down"))
        \(plain("robot", services.refused, "Cannot answer while the router is down"))
                depends_on: [plant/router]
        \(plain("printer", services.refused, "Down, and in maintenance"))
        \(plain("camera", services.open, "Watched on another day of the week only"))
                window: {days: \(anotherDay)}

        """
    }

    private func tls(
        _ name: String, _ stage: DemoStage, _ description: String, _ more: String? = nil
    ) -> String {
        let port = services.secure[stage].map { "\($0.port)" } ?? ""
        var lines = [
            "      - name: \(name)", "        description: \(description)",
            "        host: localhost", "        port: \(port)", "        tls:",
            "          ca_file: \(files.authority)",
        ]
        if stage == .year { lines.append("          compare_file: \(files.certificate)") }
        if let more { lines.append("          \(more)") }
        return lines.joined(separator: "\n")
    }

    private func plain(_ name: String, _ endpoint: Endpoint, _ description: String) -> String {
        [
            "      - name: \(name)", "        description: \(description)",
            "        host: \(endpoint.address)", "        port: \(endpoint.port)",
        ].joined(separator: "\n")
    }

    /// So many days from now, RFC 3339.
    private func moment(_ days: Int64) -> String {
        SpanText.stamp(now + .seconds(days * 86_400))
    }

    /// A day that is far from this one.
    private var anotherDay: String {
        let names = ["thu", "fri", "sat", "sun", "mon", "tue", "wed"]
        // 1970-01-01 was a Thursday.
        return names[Int((now.secondsSinceEpoch / 86_400 + 3) % 7)]
    }
}
