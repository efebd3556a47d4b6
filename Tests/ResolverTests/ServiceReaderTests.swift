import FaultServers
import Network
import Resolver
import Simulation
import Testing

/// Services out of messages that were put together here, byte by byte.
struct ServiceReaderTests {
    private static let name = "_https._tcp.shop.example"

    /// A name without compression, labels parted by dots.
    private static func wire(_ name: String) -> [UInt8] {
        name.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
    }

    private static func message(_ records: [UInt8]..., count: Int? = nil) -> [UInt8] {
        let count = count ?? records.count
        let head: [UInt8] = [0, 7, 0x81, 0x80, 0, 1, UInt8(count >> 8), UInt8(count & 0xff)]
        return head + [0, 0, 0, 0] + wire(name) + [0, 33, 0, 1] + records.flatMap(\.self)
    }

    private static func record(
        type: UInt8 = 33, group: UInt8 = 1, ttl: UInt8 = 60, of owner: [UInt8] = [0xc0, 12],
        _ data: [UInt8]
    ) -> [UInt8] {
        owner + [0, type, 0, group, 0, 0, 0, ttl, 0, UInt8(data.count)] + data
    }

    private static func service(
        _ target: [UInt8] = wire("a.example"), port: UInt8 = 80
    ) -> [UInt8] {
        [0, 1, 0, 2, 0, port] + target
    }

    private static func read(_ message: [UInt8]) -> Result<ReadAnswer, ResolveError> {
        Result { () throws(ResolveError) in try AnswerReader.read(message, .srv) }
    }

    @Test func `a record is priority, weight, port and target`() throws {
        let data: [UInt8] = [1, 2, 3, 4, 0xff, 0xfe] + Self.wire("Web.Example")
        let answer = try AnswerReader.read(Self.message(Self.record(data)), .srv)
        let service = ServiceRecord(
            priority: 0x102, weight: 0x304, port: 0xfffe, target: "web.example")
        #expect(answer.records == .services([service]))
        #expect(answer.timeToLiveSeconds == 60)
        #expect(answer.alias == nil)
    }

    @Test func `a compressed target is read`() throws {
        // The pointer leads to "shop.example" within the question.
        let message = Self.message(Self.record(Self.service([3] + Array("www".utf8) + [0xc0, 24])))
        #expect(try AnswerReader.read(message, .srv).services.map(\.target) == ["www.shop.example"])
    }

    @Test func `the root as a target is no service, alone or among others`() throws {
        let root = Self.record(ttl: 5, Self.service([0]))
        let alone = try AnswerReader.read(Self.message(root), .srv)
        #expect(alone == ReadAnswer(.services([]), alias: nil, timeToLiveSeconds: 5))
        let among = try AnswerReader.read(Self.message(root, Self.record(Self.service())), .srv)
        #expect(among.services.map(\.target) == ["a.example"])
        #expect(among.timeToLiveSeconds == 5)
    }

    @Test func `only what belongs to the name or its alias counts`() throws {
        let (other, alias) = (Self.wire("_http._tcp.example"), Self.wire("_S._TCP.example"))
        let foreign = Self.record(ttl: 1, of: other, Self.service(Self.wire("b.example")))
        let answer = try AnswerReader.read(
            Self.message(
                foreign, Self.record(type: 5, ttl: 9, alias),
                Self.record(type: 1, ttl: 1, of: Self.wire("_s._tcp.example"), [192, 0, 2, 1]),
                Self.record(of: Self.wire("_s._tcp.example"), Self.service())), .srv)
        #expect(answer.services.map(\.target) == ["a.example"])
        #expect(answer.alias == "_S._TCP.example")
        #expect(answer.timeToLiveSeconds == 9)
    }

    @Test(
        arguments: [
            ("no question", [0, 7, 0x81, 0x80] + [UInt8](repeating: 0, count: 8)),
            ("half a question", Array(message(count: 0).dropLast(2))),
            ("more records told than sent", message(record(service()), count: 2)),
            ("a record longer than the message", Array(message(record(service())).dropLast(1))),
            ("data shorter than the numbers", message(record([0, 1, 0, 2, 0]))),
            ("data without a target", message(record([0, 1, 0, 2, 0, 80]))),
            ("no data, and another record behind", message(record([]), record(service()))),
            ("bytes behind the target", message(record(service() + [0]))),
            ("a target that runs out of its data", message(record(service([9, 97])), [0])),
            ("a target that points at itself", message(record(service([0xc0, 60])))),
            ("a target that points behind the end", message(record(service([0xff, 0xff])))),
            ("a label of a forbidden kind", message(record(service([0x80, 0])))),
            ("a target that no host can have", message(record(service([3, 97, 0, 98, 0])))),
            ("a dot within a label", message(record(service([3, 97, 46, 98, 0])))),
            ("an alias to nothing", message(record(type: 5, [1]), record(service()))),
            ("another name only", message(record(of: wire("b.example"), service()))),
            ("another class only", message(record(group: 3, service()))),
            ("another type only", message(record(type: 1, [192, 0, 2, 1]))),
        ] as [(String, [UInt8])])
    func `nonsense of each kind is malformed`(kind: String, message: [UInt8]) {
        #expect(Self.read(message) == .failure(.malformed), "\(kind)")
    }

    @Test func `no record, and an alias without one, are no data`() {
        #expect(Self.read(Self.message()) == .failure(.noData))
        let alias = Self.record(type: 5, Self.wire("b.example"))
        #expect(Self.read(Self.message(alias)) == .failure(.noData))
    }

    @Test func `a time to live with its highest bit set counts as none`() throws {
        var record = Self.record(Self.service())
        record[6] = 0x80
        #expect(try AnswerReader.read(Self.message(record), .srv).timeToLiveSeconds == 0)
    }

    @Test func `of too many services the first in their order are taken`() throws {
        let most = ResolverLimits.servicesMax
        #expect(most == 4096)
        let records = (0..<most + 44).reversed().flatMap { index -> [UInt8] in
            let port = [UInt8(index >> 8), UInt8(index & 0xff)]
            return Self.record([0, 1, 0, 2] + port + Self.wire("a.example"))
        }
        let answer = try AnswerReader.read(Self.message(records, count: most + 44), .srv)
        #expect(answer.services.map(\.port) == (0..<UInt16(most)).map(\.self))
    }

    @Test func `every prefix of a message is malformed`() {
        let message = Self.message(Self.record(Self.service()), Self.record(Self.service()))
        for count in 0..<message.count {
            #expect(Self.read(Array(message.prefix(count))) == .failure(.malformed))
        }
    }

    @Test func `no mutant of an answer is too much`() {
        let alias = Self.record(type: 5, Self.wire("b.example"))
        let corpus = [
            Self.message(Self.record(Self.service()), Self.record(Self.service([0xc0, 24]))),
            Self.message(alias, Self.record(of: Self.wire("b.example"), Self.service())),
            Self.message(Self.record(Self.service([0]))), Self.message(alias),
        ]
        var mutator = ByteMutator(seed: 33, corpus: corpus)
        var (right, wrong) = (0, 0)
        for _ in 0..<100_000 {
            guard case .success(let answer) = Self.read(mutator.next()) else { continue }
            let services = answer.services
            let isRight =
                services.count <= ResolverLimits.servicesMax && answer.timeToLiveSeconds >= 0
                && services == Set(services).sorted()
                && services.allSatisfy { DomainName($0.target)?.description == $0.target }
            if isRight { right += 1 } else { wrong += 1 }
        }
        #expect(right > 1000)
        #expect(wrong == 0)
    }
}
