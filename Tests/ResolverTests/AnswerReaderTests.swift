import FaultServers
import Network
import Resolver
import Simulation
import Testing

struct AnswerReaderTests {
    private static func query(_ name: String, _ type: Question.RecordType) -> [UInt8] {
        let labels = name.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
        return [0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0] + labels
            + [0, 0, UInt8(type.rawValue), 0, 1]
    }

    private static func message(
        _ behaviour: DNSFaultBehaviour, _ type: Question.RecordType = .a
    ) -> [UInt8] {
        behaviour.answer(to: query("\(behaviour).example", type)) ?? []
    }

    private static func read(
        _ message: [UInt8], _ type: Question.RecordType = .a
    ) -> Result<ReadAnswer, ResolveError> {
        Result { () throws(ResolveError) in try AnswerReader.read(message, type) }
    }

    @Test func `addresses come in the order of the message`() throws {
        let four = try AnswerReader.read(Self.message(.both), .a)
        #expect(four.addresses.map(\.description) == ["192.0.2.1", "192.0.2.2"])
        #expect(four.timeToLiveSeconds == 60)
        #expect(four.alias == nil)
        let six = try AnswerReader.read(Self.message(.both, .aaaa), .aaaa)
        #expect(six.addresses.map(\.description) == ["2001:db8::1", "2001:db8::2"])
    }

    @Test(arguments: [Question.RecordType.a, .aaaa])
    func `a chain is followed to its end, and lives as long as its shortest`(
        type: Question.RecordType
    ) throws {
        let answer = try AnswerReader.read(Self.message(.chain, type), type)
        #expect(answer.addresses.count == 1)
        #expect(answer.alias == "two.example")
        #expect(answer.timeToLiveSeconds == 7)
    }

    @Test(arguments: [
        (DNSFaultBehaviour.nxdomain, ResolveError.notFound), (.nodata, .noData),
        (.servfail, .serverFailure), (.notimp, .serverFailure), (.formerr, .serverFailure),
        (.yxdomain, .serverFailure), (.refused, .refused), (.garbage, .malformed),
        (.thinrecord, .malformed), (.loop, .noData), (.short, .malformed), (.empty, .malformed),
    ])
    func `each wrong message has its error`(behaviour: DNSFaultBehaviour, error: ResolveError) {
        for type in [Question.RecordType.a, .aaaa, .srv] {
            #expect(Self.read(Self.message(behaviour, type), type) == .failure(error))
        }
    }

    @Test func `a time to live with its highest bit set counts as none`() throws {
        #expect(try AnswerReader.read(Self.message(.hugettl), .a).timeToLiveSeconds == 0)
    }

    @Test func `a hundred addresses are read, and 256 are the most`() throws {
        var message = Self.message(.hundred)
        #expect(try AnswerReader.read(message, .a).addresses.count == 100)
        let record = message.suffix(16)
        for _ in 0..<200 { message += record }
        message[6] = 1
        message[7] = 44
        #expect(try AnswerReader.read(message, .a).addresses.count == ResolverLimits.addressesMax)
    }

    @Test func `every prefix of a message is malformed or has no answers left`() {
        let message = Self.message(.chain)
        for count in 0..<message.count {
            #expect(Self.read(Array(message.prefix(count))) == .failure(.malformed))
        }
    }

    @Test func `no mutant of an answer is too much`() {
        let behaviours: [DNSFaultBehaviour] = [.both, .chain, .loop, .garbage, .thinrecord]
        let corpus = behaviours.flatMap { [Self.message($0), Self.message($0, .aaaa)] }
        var mutator = ByteMutator(seed: 9, corpus: corpus)
        var (right, wrong) = (0, 0)
        for index in 0..<100_000 {
            let type: Question.RecordType = index % 2 == 0 ? .a : .aaaa
            if case .success(let answer) = Self.read(mutator.next(), type) {
                let isRight =
                    (1...ResolverLimits.addressesMax).contains(answer.addresses.count)
                    && answer.addresses.allSatisfy { $0.isV6 == (type == .aaaa) }
                    && answer.timeToLiveSeconds >= 0
                if isRight { right += 1 } else { wrong += 1 }
            }
        }
        #expect(right > 1000)
        #expect(wrong == 0)
    }
}
