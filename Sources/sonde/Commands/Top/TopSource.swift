import Exporter
import HTTPFetching
import Network
import Status
import Time
import Wire

/// Where the table of probes comes from.
enum TopSource: Sendable {
    /// An exporter in this process.
    case exporter(Exporter)
    /// One that runs already.
    case running(RunningSonde)

    /// The probes that a query wants.
    func answer(_ query: StatusQuery) async throws(TopTrouble) -> StatusAnswer {
        switch self {
        case .running(let sonde): return try await sonde.answer(query)
        case .exporter(let exporter):
            guard let text = await exporter.statusList(query) else {
                throw TopTrouble("The configuration is changing.")
            }
            return try StatusAnswer(text: Array(text.utf8))
        }
    }

    /// What is said at the top.
    var place: String {
        switch self {
        case .exporter: "in this process"
        case .running(let sonde): "\(sonde.address)"
        }
    }
}

/// Why there is nothing new to show.
struct TopTrouble: Error {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}

/// An exporter that is asked over HTTP.
struct RunningSonde: Sendable {
    /// Where its pages are.
    let address: HTTPAddress
    let fetcher: HTTPFetcher
    let time: any TimeSource
    let tls: (any TLSClient)?

    private static let timeout: Duration = .seconds(5)
    /// A thousand probes take less than one megabyte.
    private static let bodyBytesMax = 8 << 20

    func answer(_ query: StatusQuery) async throws(TopTrouble) -> StatusAnswer {
        let response = try await fetch(query)
        switch response.head.status {
        case 200: break
        case 503: throw TopTrouble("\(address) is busy.")
        case let status:
            throw TopTrouble("\(address) answered with status \(status); is it Sonde?")
        }
        return try StatusAnswer(text: response.body)
    }

    private func fetch(_ query: StatusQuery) async throws(TopTrouble) -> HTTPReceivedResponse {
        let base = "\(address)".hasSuffix("/") ? "\(address)".dropLast() : "\(address)"[...]
        let page: HTTPAddress
        do throws(HTTPAddressError) {
            page = try HTTPAddress("\(base)/api/v1/probes?\(query.text)")
        } catch {
            throw TopTrouble("\(address): \(error)")
        }
        do throws(HTTPFetchError) {
            return try await fetcher.get(
                HTTPFetchRequest(page, bodyBytesMax: Self.bodyBytesMax), over: tls,
                deadline: time.now + Self.timeout)
        } catch {
            throw TopTrouble("\(address) cannot be asked: \(error)")
        }
    }
}

extension StatusAnswer {
    fileprivate init(text: [UInt8]) throws(TopTrouble) {
        let json: JSON
        do throws(JSONError) {
            json = try JSON(parsing: text)
        } catch {
            throw TopTrouble("The answer is no JSON: \(error)")
        }
        guard let answer = StatusAnswer(json) else {
            throw TopTrouble("The answer is of another program, or of another version.")
        }
        self = answer
    }
}
