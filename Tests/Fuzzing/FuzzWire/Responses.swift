import Simulation
import Wire

/// What became of a response.
private enum Reading: Equatable {
    case response(HTTPReceivedResponse)
    case refusal(HTTPResponseError)
}

@Sendable func responses(_ bytes: [UInt8], _ cuts: Cuts) {
    for method in [HTTPMethod.get, .head] {
        let whole = reading(of: bytes, answering: method, cutAt: [bytes.count])
        let inPieces = reading(of: bytes, answering: method, cutAt: cuts.ends(of: bytes.count))
        precondition(whole == inPieces, "responses differ")
        guard case .response(let response) = whole else { continue }
        precondition((100...999).contains(response.head.status), "no status")
        precondition(response.head.fields.count <= limits.fieldLinesMax, "too many fields")
        precondition(response.body.count <= limits.bodyBytesMax, "too long a body")
        precondition(method == .get || response.body.isEmpty, "a body that nobody asked for")
    }
}

private let limits = HTTPResponseLimits(bodyBytesMax: 1_000)

private func reading(
    of bytes: [UInt8], answering method: HTTPMethod, cutAt ends: [Int]
) -> Reading {
    var reader = HTTPResponseReader(answering: method, limits: limits)
    var start = 0
    do throws(HTTPResponseError) {
        for end in ends {
            if let response = try reader.receive(Array(bytes[start..<end])) {
                return .response(response)
            }
            start = end
        }
        return .response(try reader.end())
    } catch {
        return .refusal(error)
    }
}
