import Network

/// The configuration of the demo, as a user would write it.
struct DemoConfiguration {
    let services: DemoServices
    let certificates: DemoCertificates

    var yaml: String {
        """
        defaults:
          interval: 2s
          timeout: 1s
          thresholds:
            connect_time: 100ms
            slow_share: 5%
            availability: 99.9%

        servers:
          - name: demo
            description: Services that sonde demo has started
            owner: you
            probes:
              - name: open
                description: A port that is open
                host: \(services.open.address)
                port: \(services.open.port)
              - name: device
                description: A port that says its version and its load
                host: \(services.device.address)
                port: \(services.device.port)
                histograms: [connect, exchange]
                script:
                  - expect: "^OK v(?P<version>[0-9.]+) load (?P<load>[0-9.]+)$"
                    capture: {version: label, load: value}
              - name: tls
                description: TLS with a good certificate
                host: localhost
                port: \(services.good.port)
                ip_protocol: ip4
                tls: TRUST
              - name: tls-ending
                description: TLS with a certificate that ends in 10 days
                host: localhost
                port: \(services.ending.port)
                ip_protocol: ip4
                tls: TRUST
              - name: tls-expired
                description: TLS with a certificate that has expired
                host: localhost
                port: \(services.expired.port)
                ip_protocol: ip4
                tls: TRUST
              - name: closed
                description: A port that is to be closed, and is
                host: \(services.refused.address)
                port: \(services.refused.port)
                expect: closed
              - name: addresses
                description: Every address of a name, of which half must be up
                host: localhost
                port: \(services.open.port)
                addresses: all
                quorum: 50%
              - name: refused
                description: A port where nobody listens
                host: \(services.refused.address)
                port: \(services.refused.port)
              - name: silent
                description: A port that accepts and never says a word of TLS
                host: \(services.silent.address)
                port: \(services.silent.port)
                tls: TRUST

        """.lines { $0.hasSuffix("tls: TRUST") ? trust : [$0] }
    }

    /// The authority, indented as the block that it stands in.
    private var trust: [Substring] {
        let pem = String(decoding: certificates.authority, as: UTF8.self).split(separator: "\n")
        let head = ["        tls:", "          audit_versions: true", "          ca: |"]
        return head.map { $0[...] } + pem.map { "            \($0)" }
    }
}

extension String {
    /// The text with each line replaced by some.
    fileprivate func lines(_ replace: (Substring) -> [Substring]) -> String {
        split(separator: "\n", omittingEmptySubsequences: false).flatMap(replace)
            .joined(separator: "\n")
    }
}
