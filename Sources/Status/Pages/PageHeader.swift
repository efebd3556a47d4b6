/// The top of a page: whose it is, and where else to go.
struct PageHeader {
    let facts: SiteFacts
    /// Where one is, below the first page; as HTML.
    var path = ""

    var html: String {
        let gateway = facts.gateway.map {
            " <span class=\"dim\">gateway <bdi>\(HTMLText.shown($0))</bdi></span>"
        }
        let home =
            path.isEmpty
            ? "<h1>Sonde</h1>" : "<p class=\"crumb\"><a href=\"/\">Sonde</a></p>\(path)"
        let runbook = facts.hasRunbook ? "<a href=\"/runbook\">Runbook</a>" : ""
        return """
            <header>\(home)\(gateway ?? "")
            <nav aria-label="Sonde"><button id="toggle" aria-pressed="false" hidden \
            title="Whether this page loads itself anew"></button>\
            <a href="\(HTMLText.shown(facts.telemetryPath))">Metrics</a>\(runbook)</nav>
            </header>
            """
    }
}

/// The bottom of a page.
struct PageFooter {
    let facts: SiteFacts

    var html: String {
        "<footer class=\"dim\">Sonde \(HTMLText.shown(facts.version)) "
            + "· all times are UTC</footer>"
    }
}

/// Numbers with their thousands apart.
enum CountText {
    static func of(_ number: Int) -> String {
        let digits = String(number)
        return digits.enumerated().map { place, digit in
            let rest = digits.count - place
            return (place > 0 && rest % 3 == 0 ? "\u{202f}" : "") + String(digit)
        }.joined()
    }
}
