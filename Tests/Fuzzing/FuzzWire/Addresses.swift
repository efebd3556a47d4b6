import Simulation
import Wire

/// What is read of an address is what it says.
@Sendable func addresses(_ bytes: [UInt8], _ cuts: Cuts) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let read = address(text) else { return }
    precondition(address(read.description) == read, "it is read as another one")
    let head = HTTPGetRequest(read).bytes
    var parser = HTTPRequestHeadParser()
    parser.receive(head)
    do throws(HTTPRequestError) {
        guard case .parsed(let head) = try parser.next() else {
            preconditionFailure("the request does not end")
        }
        precondition(head.value(of: "host") == read.authority, "another host")
        precondition(!parser.holdsBytes, "more than one request")
    } catch {
        precondition(error == .requestLineTooLong, "a server refuses it")
    }
}

private func address(_ text: String) -> HTTPAddress? {
    do throws(HTTPAddressError) {
        return try HTTPAddress(text)
    } catch {
        return nil
    }
}
