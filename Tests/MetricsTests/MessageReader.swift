/// Reads delimited `MetricFamily` messages; it shares nothing with what writes them.
///
/// Protocol Buffers, "Encoding"; `metrics.proto` of prometheus/client_model.
struct MessageReader {
    /// A field's number and what it holds.
    enum Field: Equatable {
        case varint(Int, UInt64)
        case double(Int, Double)
        case bytes(Int, [UInt8])
    }

    struct Metric: Equatable {
        var labels: [[String]] = []
        var value: Double?
        var count: UInt64?
        var sum: Double?
        var buckets: [[Double]] = []
        var schema: Int?
        var zeroThreshold: Double?
        var zeroCount: UInt64?
        var spans: [[Int]] = []
        var deltas: [Int] = []
        var created: [UInt64]?
    }

    struct Family {
        var name = ""
        var help = ""
        var type: UInt64?
        var unit: String?
        var metrics: [Metric] = []
    }

    enum Failure: Error {
        case truncated, wireType(UInt64), field(Int)
    }

    private var rest: ArraySlice<UInt8>

    static func families(_ bytes: [UInt8]) throws(Failure) -> [Family] {
        var reader = MessageReader(rest: bytes[...])
        var families: [Family] = []
        while !reader.rest.isEmpty {
            let message = try reader.take(Int(reader.varint()))
            families.append(try family(message))
        }
        return families
    }

    private mutating func varint() throws(Failure) -> UInt64 {
        var (value, shift) = (UInt64(0), UInt64(0))
        while let byte = rest.popFirst() {
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw .truncated
    }

    private mutating func take(_ count: Int) throws(Failure) -> [UInt8] {
        guard count <= rest.count else { throw .truncated }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    static func fields(_ bytes: [UInt8]) throws(Failure) -> [Field] {
        var reader = MessageReader(rest: bytes[...])
        var fields: [Field] = []
        while !reader.rest.isEmpty {
            let tag = try reader.varint()
            let number = Int(tag >> 3)
            switch tag & 7 {
            case 0: fields.append(.varint(number, try reader.varint()))
            case 1:
                let bits = try reader.take(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                fields.append(.double(number, Double(bitPattern: bits)))
            case 2: fields.append(.bytes(number, try reader.take(Int(reader.varint()))))
            default: throw .wireType(tag & 7)
            }
        }
        return fields
    }

    private static func family(_ bytes: [UInt8]) throws(Failure) -> Family {
        var family = Family()
        for field in try fields(bytes) {
            switch field {
            case .bytes(1, let text): family.name = String(decoding: text, as: UTF8.self)
            case .bytes(2, let text): family.help = String(decoding: text, as: UTF8.self)
            case .varint(3, let type): family.type = type
            case .bytes(4, let message): family.metrics.append(try metric(message))
            case .bytes(5, let text): family.unit = String(decoding: text, as: UTF8.self)
            default: throw .field(3)
            }
        }
        return family
    }

    private static func metric(_ bytes: [UInt8]) throws(Failure) -> Metric {
        var metric = Metric()
        for field in try fields(bytes) {
            guard case .bytes(let number, let message) = field else { throw .field(4) }
            switch number {
            case 1:
                metric.labels.append(
                    try fields(message).map { field in
                        guard case .bytes(_, let text) = field else { return "?" }
                        return String(decoding: text, as: UTF8.self)
                    })
            case 2, 3:
                for field in try fields(message) {
                    if case .double(1, let value) = field { metric.value = value }
                    if number == 3, case .bytes(3, let time) = field {
                        metric.created = try timestamp(time)
                    }
                }
            case 7: try read(histogram: message, into: &metric)
            default: throw .field(number)
            }
        }
        return metric
    }

    private static func read(
        histogram: [UInt8], into metric: inout Metric
    ) throws(Failure) {
        for field in try fields(histogram) {
            switch field {
            case .varint(1, let count): metric.count = count
            case .double(2, let sum): metric.sum = sum
            case .bytes(3, let message):
                var bucket = [Double]()
                for field in try fields(message) {
                    if case .varint(1, let count) = field { bucket.append(Double(count)) }
                    if case .double(2, let bound) = field { bucket.append(bound) }
                }
                metric.buckets.append(bucket)
            case .varint(5, let schema): metric.schema = zigzag(schema)
            case .double(6, let threshold): metric.zeroThreshold = threshold
            case .varint(7, let count): metric.zeroCount = count
            case .bytes(12, let message):
                var span = [Int]()
                for field in try fields(message) {
                    if case .varint(1, let offset) = field { span.append(zigzag(offset)) }
                    if case .varint(2, let length) = field { span.append(Int(length)) }
                }
                metric.spans.append(span)
            case .bytes(13, let packed):
                var reader = MessageReader(rest: packed[...])
                while !reader.rest.isEmpty { metric.deltas.append(zigzag(try reader.varint())) }
            case .bytes(15, let time): metric.created = try timestamp(time)
            default: throw .field(7)
            }
        }
    }

    private static func timestamp(_ bytes: [UInt8]) throws(Failure) -> [UInt64] {
        try fields(bytes).compactMap { field in
            if case .varint(_, let value) = field { value } else { nil }
        }
    }

    private static func zigzag(_ value: UInt64) -> Int {
        Int(value >> 1) ^ -Int(value & 1)
    }
}
