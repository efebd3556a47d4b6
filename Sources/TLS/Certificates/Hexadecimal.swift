/// Bytes as lower-case hexadecimal digits.
enum Hexadecimal {
    /// Two digits a byte, without separators.
    static func text(of bytes: [UInt8]) -> String {
        unsafe String(unsafeUninitializedCapacity: bytes.count * 2) { digits in
            for (index, byte) in bytes.enumerated() {
                unsafe digits[2 * index] = digit(byte >> 4)
                unsafe digits[2 * index + 1] = digit(byte & 15)
            }
            return bytes.count * 2
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
    }
}
