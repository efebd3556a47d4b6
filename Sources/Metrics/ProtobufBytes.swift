// Fields of a message. Protocol Buffers, "Encoding": a tag is the field's number and a wire type, 0
// for a varint, 1 for eight bytes, 2 for a length and so many bytes.

extension [UInt8] {
    /// Appends seven bits at a time, the lowest first.
    @inline(__always)
    mutating func append(varint value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(truncatingIfNeeded: rest))
    }

    /// Appends a signed number as a varint, so that small ones are short, negative ones as well.
    @inline(__always)
    mutating func append(zigzag value: Int) {
        append(varint: UInt64(bitPattern: Int64(value << 1 ^ value >> 63)))
    }

    /// Appends a field of a varint.
    @inline(__always)
    mutating func appendField(_ number: UInt8, varint value: UInt64) {
        append(number << 3)
        append(varint: value)
    }

    /// Appends a field of a signed number.
    @inline(__always)
    mutating func appendField(_ number: UInt8, zigzag value: Int) {
        append(number << 3)
        append(zigzag: value)
    }

    /// Appends a field of a floating-point number.
    @inline(__always)
    mutating func appendField(_ number: UInt8, double value: Double) {
        append(number << 3 | 1)
        var rest = value.bitPattern
        for _ in 0..<8 {
            append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }

    /// Appends a field of text or of a message.
    @inline(__always)
    mutating func appendField(_ number: UInt8, bytes: some Collection<UInt8>) {
        append(number << 3 | 2)
        append(varint: UInt64(bytes.count))
        append(contentsOf: bytes)
    }
}

/// How many bytes a varint takes.
@inline(__always)
func varintSize(_ value: Int) -> Int {
    var (rest, size) = (value, 1)
    while rest >= 0x80 {
        rest >>= 7
        size += 1
    }
    return size
}
