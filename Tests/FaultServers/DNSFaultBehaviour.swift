/// What the first label of a name makes the server do.
public enum DNSFaultBehaviour: String, CaseIterable, Sendable {
    /// An address for A, none for AAAA.
    case v4only
    /// An address for AAAA, none for A.
    case v6only
    /// Two records of whatever type is asked for.
    case both
    /// The name does not exist.
    case nxdomain
    /// The name exists and has nothing.
    case nodata
    /// Response code 2.
    case servfail
    /// Response code 5.
    case refused
    /// Response code 4.
    case notimp
    /// Response code 1.
    case formerr
    /// Response code 6, which no resolver expects.
    case yxdomain
    /// No answer.
    case silence
    /// An answer for A, none for AAAA.
    case silent6
    /// Truncated over UDP, whole over TCP.
    case truncated
    /// An answer with another id.
    case wrongid
    /// An answer to a question that nobody asked.
    case wrongquestion
    /// A datagram without a byte, and nothing more.
    case empty
    /// A datagram without a byte, then the answer.
    case emptyfirst
    /// A datagram of three bytes.
    case short
    /// Id and question match; the record says that it is longer than the message.
    case garbage
    /// Id and question match; the address has three bytes.
    case thinrecord
    /// Two aliases and an address, with 60, 7 and 60 seconds to live.
    case chain
    /// Aliases in a circle, and no address.
    case loop
    /// An address with 0 seconds to live.
    case zerottl
    /// An address with more than 2³¹ seconds to live.
    case hugettl
    /// 100 records: truncated over UDP.
    case hundred
    /// Services of several priorities and weights, out of order, one of them twice.
    case shuffled
    /// A service that is decidedly not available: its target is the root.
    case unavailable
    /// A right answer that the test changes before it is sent.
    case mutant

    /// The message that answers a query; nil for none.
    package func answer(to query: [UInt8]) -> [UInt8]? {
        DNSFaultQuestion(query).flatMap { answer(to: $0, overTCP: true) }
    }

    /// The message to send over UDP or TCP; nil for none.
    func answer(to question: DNSFaultQuestion, overTCP: Bool) -> [UInt8]? {
        switch self {
        case .v4only: question.answer(records: question.type == 1 ? [question.record(1)] : [])
        case .v6only: question.answer(records: question.type == 28 ? [question.record(1)] : [])
        case .both, .emptyfirst, .mutant:
            question.answer(records: [question.record(1), question.record(2)])
        case .nxdomain: question.answer(code: 3)
        case .nodata: question.answer()
        case .servfail: question.answer(code: 2)
        case .refused: question.answer(code: 5)
        case .notimp: question.answer(code: 4)
        case .formerr: question.answer(code: 1)
        case .yxdomain: question.answer(code: 6)
        case .silence: nil
        case .silent6: question.type == 1 ? question.answer(records: [question.record(1)]) : nil
        case .truncated: whole(question, [question.record(1)], overTCP)
        case .hundred: whole(question, (0..<100).map { question.record($0) }, overTCP)
        case .zerottl: question.answer(records: [question.record(1, ttl: 0)])
        case .hugettl: question.answer(records: [question.record(1, ttl: 0xffff_fff0)])
        case .shuffled:
            question.type == 33 ? Self.shuffled(question) : question.answer()
        case .unavailable:
            question.answer(
                records: question.type == 33 ? [question.service(0, 0, "", ttl: 30)] : [])
        default: broken(question)
        }
    }

    private static func shuffled(_ question: DNSFaultQuestion) -> [UInt8] {
        question.answer(records: [
            question.service(20, 0, "host-1.example", ttl: 300),
            question.service(10, 1, "host-3.example", ttl: 200),
            question.service(10, 9, "host-2.example", ttl: 100),
            question.service(20, 0, "HOST-1.example", ttl: 300),
            question.service(10, 1, "host-2.example", ttl: 300),
        ])
    }

    private func broken(_ question: DNSFaultQuestion) -> [UInt8]? {
        let right = question.answer(records: [question.record(1)])
        switch self {
        case .wrongid: return [right[0] ^ 0xff] + right[1...]
        case .wrongquestion:
            var wrong = right
            wrong[13] ^= 1
            return wrong
        case .empty: return []
        case .short: return Array(right.prefix(3))
        case .garbage:
            let type = question.type
            let record = DNSFaultQuestion.record(
                type: type, ttl: 60, of: [0xc0, 12], Array(repeating: 7, count: 400))
            return question.answer(records: [Array(record.dropLast(390))])
        case .thinrecord:
            return question.answer(records: [
                DNSFaultQuestion.record(type: question.type, ttl: 60, of: [0xc0, 12], [1, 2, 3])
            ])
        case .chain:
            let (one, two) = ("one.example", "two.example")
            return question.answer(records: [
                DNSFaultQuestion.alias(to: one),
                DNSFaultQuestion.alias(of: DNSFaultQuestion.wire(one), to: two, ttl: 7),
                question.record(1, of: DNSFaultQuestion.wire(two)),
            ])
        case .loop:
            return question.answer(records: [
                DNSFaultQuestion.alias(to: "one.example"),
                DNSFaultQuestion.alias(of: DNSFaultQuestion.wire("one.example"), to: question.name),
            ])
        default: return nil
        }
    }

    private func whole(
        _ question: DNSFaultQuestion, _ records: [[UInt8]], _ overTCP: Bool
    ) -> [UInt8] {
        overTCP ? question.answer(records: records) : question.answer(truncated: true)
    }
}
