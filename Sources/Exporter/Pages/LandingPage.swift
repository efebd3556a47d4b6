/// The plain page that tells a visitor where to go.
struct LandingPage {
    let telemetryPath: String
    let build: BuildFacts
    let gateway: String?

    var html: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>Sonde</title>
        <style>
        :root { color-scheme: light dark; }
        body {
            font: 16px/1.5 system-ui, sans-serif;
            max-width: 40rem; margin: 4rem auto; padding: 0 1rem;
        }
        </style>
        </head>
        <body>
        <h1>Sonde</h1>
        <p>Version \(escaped(build.version))\(vantage). Probes run in the background;
        what they found is on the metrics page.</p>
        <ul>
        <li><a href="\(escaped(telemetryPath))">Metrics</a></li>
        <li><a href="/-/healthy">Healthy</a></li>
        <li><a href="/-/ready">Ready</a></li>
        </ul>
        </body>
        </html>

        """
    }

    private var vantage: String {
        gateway.map { ", gateway \(escaped($0))" } ?? ""
    }

    private func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
