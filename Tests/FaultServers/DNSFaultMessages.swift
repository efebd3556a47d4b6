/// A question as a DNS message asks it, read by hand: this shares no code with the resolver.
struct DNSFaultQuestion {
    /// The name in small letters, without a dot at the end.
    let name: String
    /// 1 is A, 28 is AAAA, 33 is SRV.
    let type: Int
    /// The two bytes of the id, and the question section.
    private let id: ArraySlice<UInt8>
    private let section: ArraySlice<UInt8>

    init?(_ message: [UInt8]) {
        var position = 12
        var labels: [String] = []
        while position < message.count, message[position] != 0 {
            let end = position + 1 + Int(message[position])
            guard message[position] < 64, end < message.count else { return nil }
            labels.append(String(decoding: message[position + 1..<end], as: UTF8.self))
            position = end
        }
        guard position + 5 <= message.count else { return nil }
        name = labels.joined(separator: ".").lowercased()
        type = Int(message[position + 1]) << 8 | Int(message[position + 2])
        id = message[..<2]
        section = message[12..<(position + 5)]
    }

    /// The part of the name that says how to behave: its first label that names no service.
    var behaviour: Substring {
        name.split(separator: ".").first { !$0.hasPrefix("_") } ?? ""
    }

    /// An answer to this question, right or wrong.
    func answer(
        code: UInt8 = 0, truncated: Bool = false, records: [[UInt8]] = []
    ) -> [UInt8] {
        let count = [UInt8(records.count >> 8), UInt8(records.count & 0xff)]
        let head: [UInt8] = [truncated ? 0x83 : 0x81, 0x80 | code, 0, 1] + count + [0, 0, 0, 0]
        return Array(id) + head + Array(section) + Array(records.joined())
    }

    /// A record of the type that was asked for; `last` tells them apart.
    ///
    /// A service has the priority 10, the weight 5, the port 8000 + `last`, and as its target
    /// `host-LAST.example`.
    func record(_ last: Int, ttl: Int = 60, of owner: [UInt8] = [0xc0, 12]) -> [UInt8] {
        let data: [UInt8] =
            switch type {
            case 1: [192, 0, 2, UInt8(last & 0xff)]
            case 33: Self.service(10, 5, 8000 + last, "host-\(last).example")
            default:
                [0x20, 0x01, 0x0d, 0xb8] + Array(repeating: 0, count: 11) + [UInt8(last & 0xff)]
            }
        return Self.record(type: type, ttl: ttl, of: owner, data)
    }

    /// A service of this name, at port 443.
    func service(_ priority: Int, _ weight: Int, _ target: String, ttl: Int) -> [UInt8] {
        Self.record(
            type: 33, ttl: ttl, of: [0xc0, 12], Self.service(priority, weight, 443, target))
    }

    /// The data of an SRV record.
    private static func service(_ priority: Int, _ weight: Int, _ port: Int, _ target: String)
        -> [UInt8]
    {
        [priority, weight, port].flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] } + wire(target)
    }

    /// A CNAME record.
    static func alias(of owner: [UInt8] = [0xc0, 12], to target: String, ttl: Int = 60) -> [UInt8] {
        record(type: 5, ttl: ttl, of: owner, wire(target))
    }

    /// Any record of class IN.
    static func record(type: Int, ttl: Int, of owner: [UInt8], _ data: [UInt8]) -> [UInt8] {
        let time = [24, 16, 8, 0].map { UInt8(ttl >> $0 & 0xff) }
        let length = [UInt8(data.count >> 8), UInt8(data.count & 0xff)]
        return owner + [0, UInt8(type), 0, 1] + time + length + data
    }

    /// A name without compression.
    static func wire(_ name: String) -> [UInt8] {
        name.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
    }
}
