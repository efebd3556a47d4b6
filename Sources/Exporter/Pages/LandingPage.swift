/// The plain page that tells a visitor where to go.
struct LandingPage {
    let telemetryPath: String
    let build: BuildFacts
    let gateway: String?

    var html: String {
        HTMLText.page(
            title: "Sonde",
            body: """
                <h1>Sonde</h1>
                <p>Version \(HTMLText.escaped(build.version))\(vantage). Probes run in the
                background; what they found is on the metrics page.</p>
                <ul>
                <li><a href="\(HTMLText.escaped(telemetryPath))">Metrics</a></li>
                \(runbook)<li><a href="/-/healthy">Healthy</a></li>
                <li><a href="/-/ready">Ready</a></li>
                </ul>
                """)
    }

    private var vantage: String {
        gateway.map { ", gateway \(HTMLText.escaped($0))" } ?? ""
    }

    private var runbook: String {
        build.runbook.isEmpty ? "" : "<li><a href=\"/runbook\">Runbook</a></li>\n"
    }
}
