import CAres
package import Network

/// Reads what was asked for out of a message of a name server, by means of c-ares.
package enum AnswerReader {
    /// The records of one type; no I/O, no state.
    ///
    /// Throws what the response code says, ``ResolveError/noData`` where the chain of aliases ends
    /// without such a record (or never ends), ``ResolveError/malformed`` where it cannot be read.
    package static func read(
        _ message: [UInt8], _ type: Question.RecordType
    ) throws(ResolveError) -> ReadAnswer {
        // ARES_FLAG_NOCHECKRESP leaves it to us, and ares_query lets codes from 6 on pass for
        // success.
        guard message.count >= headerBytes else { throw .malformed }
        switch message[3] & 0x0f {
        case 0: break
        case 3: throw .notFound
        case 5: throw .refused
        default: throw .serverFailure
        }
        return switch type {
        case .a, .aaaa: try addresses(message, type)
        case .srv: try ServiceReader.read(message)
        }
    }

    private static func addresses(
        _ message: [UInt8], _ type: Question.RecordType
    ) throws(ResolveError) -> ReadAnswer {
        let (records, aliasCount) = try records(message, type)
        guard let first = records.first else {
            // A record that is neither of this family nor an alias is no answer to the question.
            let answers = Int(message[6]) << 8 | Int(message[7])
            throw answers > 0 && aliasCount == 0 ? .malformed : .noData
        }
        return ReadAnswer(
            .addresses(records.map(\.address)),
            alias: aliasCount > 0 ? AliasWalk.end(of: message) : nil,
            timeToLiveSeconds: records.reduce(first.seconds) { min($0, $1.seconds) })
    }

    private static let headerBytes = 12

    private typealias Record = (address: IPAddress, seconds: Int64)

    private static func records(
        _ message: [UInt8], _ type: Question.RecordType
    ) throws(ResolveError) -> ([Record], aliasCount: Int) {
        let count = CInt(clamping: message.count)
        var host: UnsafeMutablePointer<hostent>?
        defer { unsafe ares_free_hostent(host) }
        var found = CInt(ResolverLimits.addressesMax)
        var records: [Record]
        let status: CInt
        if type == .a {
            var space = [ares_addrttl](repeating: ares_addrttl(), count: Int(found))
            status = unsafe ares_parse_a_reply(message, count, &host, &space, &found)
            records = space.prefix(Int(found)).map { record in
                (.v4(UInt32(bigEndian: record.ipaddr.s_addr)), seconds(record.ttl))
            }
        } else {
            var space = [ares_addr6ttl](repeating: ares_addr6ttl(), count: Int(found))
            status = unsafe ares_parse_aaaa_reply(message, count, &host, &space, &found)
            records = space.prefix(Int(found)).map { record in
                (address(record.ip6addr), seconds(record.ttl))
            }
        }
        switch status {
        case sonde_ares_success: return (records, unsafe aliasCount(host))
        case sonde_ares_enodata: return ([], 0)
        default: throw ResolveError(status: status)
        }
    }

    /// RFC 2181 section 8: a time to live with its highest bit set counts as 0.
    private static func seconds(_ timeToLive: CInt) -> Int64 { max(0, Int64(timeToLive)) }

    private static func address(_ bytes: ares_in6_addr) -> IPAddress {
        let halves = unsafe withUnsafeBytes(of: bytes) { raw in
            unsafe (
                raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
                raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
            )
        }
        return .v6(high: UInt64(bigEndian: halves.0), low: UInt64(bigEndian: halves.1), scope: 0)
    }

    private static func aliasCount(_ host: UnsafeMutablePointer<hostent>?) -> Int {
        guard let aliases = unsafe host?.pointee.h_aliases else { return 0 }
        var count = 0
        while unsafe aliases[count] != nil { count += 1 }
        return count
    }
}
