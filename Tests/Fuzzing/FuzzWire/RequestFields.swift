import Simulation
import Wire

/// What a client would take is sorted, weighed and bounded, whatever stands in the field.
@Sendable func preferences(_ bytes: [UInt8], _ cuts: Cuts) {
    let list = HTTPPreference.list(String(decoding: bytes, as: UTF8.self))
    precondition(list.count <= HTTPPreferenceLimits.partsMax, "more than there may be")
    precondition(list.allSatisfy { (0...1_000).contains($0.weight) }, "no weight")
    precondition(list.allSatisfy { !$0.name.isEmpty }, "nothing is wanted")
    precondition(
        zip(list, list.dropFirst()).allSatisfy { $0.weight >= $1.weight }, "not sorted")
}

/// What is read of a query is read of its parts.
@Sendable func queries(_ bytes: [UInt8], _ cuts: Cuts) {
    let text = String(decoding: bytes, as: UTF8.self)
    let parts = text.split(separator: "&").map { HTTPQuery(String($0)) }
    guard let query = HTTPQuery(text) else {
        precondition(
            parts.contains(nil) || parts.count > HTTPQuery.itemsMax, "refused without a reason")
        return
    }
    let items = parts.flatMap { $0?.items ?? [] }
    precondition(items.elementsEqual(query.items) { $0 == $1 }, "other parts")
}
