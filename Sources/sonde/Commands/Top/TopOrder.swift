import Network
import Status
import Wire

/// What `sonde top` is to show.
struct TopOrder {
    let place: Place
    let query: StatusQuery

    enum Place {
        /// A configuration, whose probes are run here.
        case configuration(String)
        /// An exporter that runs.
        case running(HTTPAddress)
    }

    private static let usualAddress = "http://127.0.0.1:10190"

    init(_ values: FlagValues) throws(UsageError) {
        let (file, address) = (values.value(of: .configFile), values.value(of: .url))
        guard file == nil || address == nil else {
            throw UsageError("--url and --config.file do not go together; write one of them")
        }
        if let file {
            place = .configuration(file)
        } else {
            let text = address ?? Self.usualAddress
            do throws(HTTPAddressError) {
                place = .running(try HTTPAddress(text))
            } catch {
                throw UsageError(
                    "--url=\(text): \(error.explanation); write one such as \(Self.usualAddress)")
            }
        }
        do throws(StatusQueryError) {
            query = try StatusQuery(values.value(of: .query))
        } catch {
            throw UsageError("--query=\(values.value(of: .query) ?? ""): \(error.words)")
        }
    }
}
