import HTTPServing
import Testing
import Wire

@Suite struct HTTPRouterTests {
    private static let router = HTTPRouter([
        HTTPRoute(path: "/tree/", isTree: true, name: "tree") { request in
            HTTPResponse(
                contentType: "text/plain", body: .bytes(Array(request.path.utf8)), handlerName: "")
        },
        HTTPRoute(path: "/tree/leaf", name: "leaf") { _ in .text("leaf", handlerName: "") },
        HTTPRoute(path: "/slash/", name: "slash") { _ in .text("slash", handlerName: "") },
    ])

    @Test(
        arguments: [
            ("/tree/", "tree"), ("/tree/a/b", "tree"), ("/tree/leaf", "leaf"),
            ("/tree/leaf/", "tree"), ("/slash/", "slash"),
        ])
    func `an exact path goes before a tree`(path: String, name: String) async {
        let answer = await Self.router.respond(to: HTTPRequest(path: path))
        #expect(answer.status == .ok)
        #expect(answer.handlerName == name)
    }

    @Test(arguments: ["/tree", "/trees/", "/", "/slash/below", "/slash"])
    func `what is beside a tree is not found`(path: String) async {
        #expect(await Self.router.respond(to: HTTPRequest(path: path)).status == .notFound)
    }

    @Test func `a tree is only read`() async {
        let answer = await Self.router.respond(to: HTTPRequest(method: .post, path: "/tree/a"))
        #expect(answer.status == .methodNotAllowed)
        #expect(answer.handlerName == "tree")
    }
}
