import Simulation
import Wire

/// What a connection held: the heads that were read, and why no more were.
private struct Reading: Equatable {
    var heads: [HTTPRequestHead] = []
    var refusal: HTTPRequestError?
    var holdsBytes = false
}

@Sendable func requestHeads(_ bytes: [UInt8], _ cuts: Cuts) {
    let whole = reading(of: bytes, cutAt: [bytes.count])
    precondition(whole == reading(of: bytes, cutAt: cuts.ends(of: bytes.count)), "heads differ")
    for head in whole.heads {
        precondition(head.path == "*" || head.path.utf8.first == UInt8(ascii: "/"), "no path")
        precondition(head.fields.count <= HTTPHeadLimits.fieldsMax, "too many fields")
        _ = head.keepsConnection
        for field in head.fields { precondition(head.value(of: field.name) != nil, "a lost field") }
    }
    if let refusal = whole.refusal {
        precondition((400...599).contains(refusal.status.rawValue), "no refusal")
    }
}

private func reading(of bytes: [UInt8], cutAt ends: [Int]) -> Reading {
    var parser = HTTPRequestHeadParser()
    var reading = Reading()
    var start = 0
    do throws(HTTPRequestError) {
        for end in ends {
            parser.receive(Array(bytes[start..<end]))
            start = end
            while case .parsed(let head) = try parser.next() { reading.heads.append(head) }
        }
        reading.holdsBytes = parser.holdsBytes
    } catch {
        reading.refusal = error
    }
    return reading
}
