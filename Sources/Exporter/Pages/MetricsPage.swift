import HTTPServing
import Metrics
import Wire

/// The page of the metrics, in the form that its reader asks for.
struct MetricsPage: Sendable {
    let recorder: Recorder
    let own: OwnFigures
    let compressor: PageCompressor?

    /// A snapshot is taken at once; it is rendered while it is sent, or compressed beside the loop.
    func respond(to request: HTTPRequest) async -> HTTPResponse {
        let wanted: MetricsRequest
        do throws(MetricsRequest.Failure) {
            wanted = try MetricsRequest(request)
        } catch {
            return .text(
                "The query is not well-formed; ask for a family with name[]=FAMILY.",
                status: .badRequest, handlerName: "metrics")
        }
        own.refresh()
        let exposition = recorder.exposition(as: wanted.format, only: wanted.names)
        let plain = HTTPBody.stream(ExpositionBody(exposition: exposition, recorder: recorder))
        guard wanted.isCompressed, let compressor else { return response(wanted, [:], plain) }
        // The body of an answer to HEAD is never made.
        if request.method == .head {
            return response(wanted, ["Content-Encoding": "gzip"], plain)
        }
        guard let body = await compressor.body(wanted, exposition, recorder) else {
            return response(wanted, [:], plain)
        }
        return response(wanted, ["Content-Encoding": "gzip"], body)
    }

    private func response(
        _ wanted: MetricsRequest, _ fields: KeyValuePairs<StaticString, StaticString>,
        _ body: HTTPBody
    ) -> HTTPResponse {
        var response = HTTPResponse(
            contentType: wanted.format.contentType(wanted.escaping), fields: fields, body: body,
            handlerName: "metrics")
        response.fields.append(HTTPConstantField("Vary", "Accept, Accept-Encoding"))
        return response
    }
}

/// An exposition as the body of an answer.
private struct ExpositionBody: BodyProducer {
    var exposition: Exposition
    let recorder: Recorder
    private var bytes = 0

    init(exposition: Exposition, recorder: Recorder) {
        self.exposition = exposition
        self.recorder = recorder
    }

    mutating func produce(into buffer: inout [UInt8]) -> Bool {
        let before = buffer.count
        let hasMore = exposition.render(
            into: &buffer, bytesMax: ExporterLimits.expositionSliceBytes)
        bytes += buffer.count - before
        if !hasMore { recorder.rendered(bytes: bytes) }
        return hasMore
    }
}
