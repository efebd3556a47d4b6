import Wire

/// A handler that finds another by the path, which must match exactly; only GET and HEAD are known.
public struct HTTPRouter: HTTPHandler {
    private let routes: [String: HTTPRoute]

    /// A table of `routes`, each with a path of its own.
    public init(_ routes: [HTTPRoute]) {
        self.routes = Dictionary(routes.map { ($0.path, $0) }) { _, second in
            preconditionFailure("two routes have the path \(second.path)")
        }
    }

    /// What the route of the path says; else a 404, and for other methods a 405.
    public func respond(to request: HTTPRequest) -> HTTPResponse {
        let route = routes[request.path]
        let name = route?.name ?? HTTPHandlerName.unknown
        guard request.method == .get || request.method == .head else {
            return .text(
                "Only GET and HEAD are allowed here.", status: .methodNotAllowed,
                fields: ["Allow": "GET, HEAD"], handlerName: name)
        }
        guard let route else {
            return .text("There is nothing here.", status: .notFound, handlerName: name)
        }
        var response = route.respond(request)
        response.handlerName = name
        return response
    }
}

/// A path and who answers for it.
public struct HTTPRoute: Sendable {
    /// The whole path, from its slash on.
    public let path: String
    /// Under which name its answers are counted.
    public let name: String
    /// Gives the answer; its handler name is replaced by ``name``.
    public let respond: @Sendable (HTTPRequest) -> HTTPResponse

    /// A route from `path` to `respond`.
    public init(
        path: String, name: String, respond: @escaping @Sendable (HTTPRequest) -> HTTPResponse
    ) {
        self.path = path
        self.name = name
        self.respond = respond
    }
}
