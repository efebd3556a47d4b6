import Configuration
import HTTPServing

/// The pages that the exporter serves.
struct Pages: Sendable {
    let telemetryPath: String
    let metrics: MetricsPage
    let status: StatusPages
    let build: BuildFacts
    let reloader: Reloader

    var router: HTTPRouter {
        var routes = [
            HTTPRoute(path: telemetryPath, name: "metrics") { await metrics.respond(to: $0) },
            HTTPRoute(path: "/-/healthy", name: "healthy") { _ in
                HTTPResponse.text("Healthy", handlerName: "healthy")
            },
            HTTPRoute(path: "/-/ready", name: "ready") { _ in
                HTTPResponse.text("Ready", handlerName: "ready")
            },
        ]
        routes.append(
            HTTPRoute(path: "/-/reload", name: "reload", use: .action) { _ in await reload() })
        if telemetryPath != "/" {
            routes.append(
                HTTPRoute(path: "/", name: "status") { await status.list($0, for: .people) })
        }
        routes += [
            HTTPRoute(path: "/probe/", isTree: true, name: "probe") {
                await status.probe($0, below: "/probe/", for: .people)
            },
            HTTPRoute(path: "/api/v1/probes", name: "api") {
                await status.list($0, for: .programs)
            },
            HTTPRoute(path: "/api/v1/probes/", isTree: true, name: "api") {
                await status.probe($0, below: "/api/v1/probes/", for: .programs)
            },
        ]
        if !build.runbook.isEmpty {
            let page = RunbookPage(markdown: build.runbook).html
            routes.append(HTTPRoute(path: "/runbook", name: "runbook") { _ in Self.page(page) })
        }
        return HTTPRouter(routes)
    }

    /// Answers when it is done, with what is wrong where it could not be.
    private func reload() async -> HTTPResponse {
        guard reloader.acceptsRequests else {
            return .forbidden(
                "Nobody may ask for this; start sonde with --web.enable-lifecycle to allow it.",
                handlerName: "reload")
        }
        let outcome = await reloader.reload()
        let hasFailed = if case .loaded = outcome { false } else { true }
        return .report(outcome.description, hasFailed: hasFailed, handlerName: "reload")
    }

    /// The router gives the answer the name of its route.
    private static func page(_ html: String) -> HTTPResponse {
        var response = HTTPResponse(
            contentType: "text/html; charset=utf-8", body: .bytes(Array(html.utf8)),
            handlerName: "")
        response.fields = PageFields.of(.people)
        return response
    }
}
