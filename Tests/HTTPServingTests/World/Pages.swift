import HTTPServing
import Synchronization

/// What the server of the tests has to show.
enum Pages {
    static let router = HTTPRouter([
        HTTPRoute(path: "/", name: "index") { _ in
            .text("Hello.", handlerName: "")
        },
        HTTPRoute(path: "/accept", name: "accept") { request in
            HTTPResponse(
                contentType: "text/plain",
                body: .bytes(
                    Array("\(request.accept ?? "-") \(request.acceptEncoding ?? "-")".utf8)),
                handlerName: "")
        },
        HTTPRoute(path: "/stream", name: "stream") { _ in
            stream(Countdown(slices: streamSlices, bytes: 70_000))
        },
        HTTPRoute(path: "/long", name: "stream") { _ in
            HTTPResponse(
                contentType: "text/plain", body: .bytes(streamBody), handlerName: "")
        },
        HTTPRoute(path: "/empty-slices", name: "stream") { _ in
            stream(Countdown(slices: 3, bytes: 0))
        },
        HTTPRoute(path: "/endless", name: "endless") { _ in
            stream(Countdown(slices: .max, bytes: 1))
        },
        HTTPRoute(path: "/nothing-endless", name: "endless") { _ in
            stream(Countdown(slices: .max, bytes: 0))
        },
    ])

    static let streamSlices = 5
    /// The body of `/stream`.
    static var streamBody: [UInt8] {
        var countdown = Countdown(slices: streamSlices, bytes: 70_000)
        var body: [UInt8] = []
        while countdown.produce(into: &body) {}
        return body
    }

    static func stream(_ producer: some BodyProducer) -> HTTPResponse {
        HTTPResponse(
            contentType: "text/plain", fields: ["Vary": "Accept-Encoding"],
            body: .stream(producer), handlerName: "")
    }
}

/// Produces slices of one size, each of other bytes than the one before.
struct Countdown: BodyProducer {
    var slices: Int
    let bytes: Int

    mutating func produce(into buffer: inout [UInt8]) -> Bool {
        slices -= 1
        let byte = UInt8(ascii: "a") + UInt8(slices % 26)
        buffer += repeatElement(byte, count: bytes)
        return slices > 0
    }
}
