import Wire

/// A handler that finds another by the path and by the method.
public struct HTTPRouter: HTTPHandler {
    private let routes: [String: HTTPRoute]
    /// Those that answer for all paths below theirs.
    private let trees: [HTTPRoute]

    /// A table of `routes`, each with a path of its own; an exact one goes before one of a tree.
    public init(_ routes: [HTTPRoute]) {
        trees = routes.filter(\.isTree)
        self.routes = Dictionary(routes.filter { !$0.isTree }.map { ($0.path, $0) }) { _, second in
            preconditionFailure("two routes have the path \(second.path)")
        }
    }

    /// What the route of the path says; else a 404, and for other methods a 405.
    public func respond(to request: HTTPRequest) async -> HTTPResponse {
        let tree = trees.first { request.path.hasPrefix($0.path) }
        guard let route = routes[request.path] ?? tree else {
            return request.isRead
                ? .text(
                    "There is nothing here.", status: .notFound,
                    handlerName: HTTPHandlerName.unknown)
                : Self.refusal(for: .read, HTTPHandlerName.unknown)
        }
        guard route.use == (request.isRead ? .read : .action), request.isRead || request.isAction
        else { return Self.refusal(for: route.use, route.name) }
        var response = await route.respond(request)
        response.handlerName = route.name
        return response
    }

    private static func refusal(for use: HTTPRoute.Use, _ name: String) -> HTTPResponse {
        switch use {
        case .read:
            .text(
                "Only GET and HEAD are allowed here.", status: .methodNotAllowed,
                fields: ["Allow": "GET, HEAD"], handlerName: name)
        case .action:
            .text(
                "Only POST is allowed here.", status: .methodNotAllowed,
                fields: ["Allow": "POST"], handlerName: name)
        }
    }
}

extension HTTPRequest {
    fileprivate var isRead: Bool { method == .get || method == .head }
    fileprivate var isAction: Bool { method == .post }
}

/// A path and who answers for it.
public struct HTTPRoute: Sendable {
    /// The whole path, from its slash on.
    public let path: String
    /// Whether it answers for all paths that begin with its own.
    public let isTree: Bool
    /// Under which name its answers are counted.
    public let name: String
    /// Which methods it knows.
    public let use: Use
    /// Gives the answer; its handler name is replaced by ``name``.
    public let respond: @Sendable (HTTPRequest) async -> HTTPResponse

    /// What a path is for.
    public enum Use: Sendable {
        /// To be read, with GET or HEAD.
        case read
        /// To have something done, with POST.
        case action
    }

    /// A route from `path` to `respond`.
    public init(
        path: String, isTree: Bool = false, name: String, use: Use = .read,
        respond: @escaping @Sendable (HTTPRequest) async -> HTTPResponse
    ) {
        self.path = path
        self.isTree = isTree
        self.name = name
        self.use = use
        self.respond = respond
    }
}
