import Network
import Resolver

/// Called by libFuzzer with one input: a letter that says what was asked for, and the answer.
///
/// An input with another letter is not kept (-1).
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let letter = input.first, let type = types[letter] else { return -1 }
    let message = Array(input.dropFirst())
    do throws(ResolveError) {
        let answer = try AnswerReader.read(message, type)
        check(answer, type)
        let again = try AnswerReader.read(message, type)
        precondition(again == answer, "read otherwise the second time")
    } catch {
        switch error {
        case .notFound, .noData, .serverFailure, .refused, .malformed: break
        default: preconditionFailure("a message says nothing of \(error)")
        }
    }
    return 0
}

/// A letter is never given to another one: the corpus knows it.
private let types: [UInt8: Question.RecordType] = [
    UInt8(ascii: "4"): .a, UInt8(ascii: "6"): .aaaa, UInt8(ascii: "s"): .srv,
]

private func check(_ answer: ReadAnswer, _ type: Question.RecordType) {
    precondition((0...Int64(Int32.max)).contains(answer.timeToLiveSeconds), "no time to live")
    switch answer.records {
    case .addresses(let addresses):
        precondition(type != .srv, "addresses in place of services")
        precondition((1...ResolverLimits.addressesMax).contains(addresses.count), "how many")
        precondition(addresses.allSatisfy { $0.isV6 == (type == .aaaa) }, "the other family")
    case .services(let services):
        precondition(type == .srv, "services in place of addresses")
        precondition(services.count <= ResolverLimits.servicesMax, "many")
        for (one, next) in zip(services, services.dropFirst()) {
            precondition(one < next, "out of order, or twice")
        }
        for service in services {
            let name = DomainName(service.target)
            precondition(name?.description == service.target, "a target that no host has")
        }
    }
}
