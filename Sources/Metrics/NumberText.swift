// Values as the end of a sample's line. The hot path of an exposition: no String, no allocation.

import Backports

extension [UInt8] {
    /// The longest line end of the integer paths: a sign, 20 digits, a point, a newline.
    private static var numberBytesMax: Int { 24 }

    /// Appends an integer and a newline.
    @inline(__always)
    mutating func appendLine(integer: UInt64) {
        append(addingCapacity: Self.numberBytesMax) { output in
            appendDecimal(integer, digits: integer.decimalDigits, to: &output)
            output.append(UInt8(ascii: "\n"))
        }
    }

    /// Appends nanoseconds as exact seconds, without an exponent or needless zeros, and a newline.
    @inline(__always)
    mutating func appendLine(nanoseconds: Int64) {
        let (seconds, rest) = nanoseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
        append(addingCapacity: Self.numberBytesMax) { output in
            if nanoseconds < 0 { output.append(UInt8(ascii: "-")) }
            appendDecimal(seconds, digits: seconds.decimalDigits, to: &output)
            if rest != 0 {
                var fraction = rest
                var digits = 9
                while fraction.isMultiple(of: 1000) {
                    fraction /= 1000
                    digits -= 3
                }
                while fraction.isMultiple(of: 10) {
                    fraction /= 10
                    digits -= 1
                }
                output.append(UInt8(ascii: "."))
                appendDecimal(fraction, digits: digits, to: &output)
            }
            output.append(UInt8(ascii: "\n"))
        }
    }

    /// Appends the shortest decimal that reads back as `value`, and a newline.
    mutating func appendLine(double value: Double) {
        // `Int64(exactly:)` and `rounded()` would need libm, which a debug build does not link for
        // a module that imports nothing.
        if value.magnitude < 0x1p53, case let integer = Int64(value), Double(integer) == value {
            if integer < 0 { append(UInt8(ascii: "-")) }
            appendLine(integer: integer.magnitude)
            return
        }
        // A double has one decimal of up to 15 digits at most, so one with nine decimal places that
        // divides back to the value is the shortest.
        let scaled = value * 1e9
        if scaled.magnitude < 1e15 {
            let nanoseconds = Int64(scaled + (scaled < 0 ? -0.5 : 0.5))
            if Double(nanoseconds) / 1e9 == value {
                appendLine(nanoseconds: nanoseconds)
                return
            }
        }
        if value.isNaN {
            self += "NaN".utf8
        } else if value.isInfinite {
            self += (value < 0 ? "-Inf" : "+Inf").utf8
        } else {
            self += value.description.utf8
        }
        append(UInt8(ascii: "\n"))
    }
}

extension UInt64 {
    /// How many decimal digits the number has; 1 for zero.
    @inline(__always)
    fileprivate var decimalDigits: Int {
        var rest = self
        var digits = 1
        while true {
            if rest < 10 { return digits }
            if rest < 100 { return digits + 1 }
            if rest < 1000 { return digits + 2 }
            if rest < 10000 { return digits + 3 }
            rest /= 10000
            digits += 4
        }
    }
}

/// Appends the lowest `digits` decimal digits of a number, with leading zeros.
@inline(__always)
private func appendDecimal(_ value: UInt64, digits: Int, to output: inout OutputSpan<UInt8>) {
    output.append(repeating: UInt8(ascii: "0"), count: digits)
    var rest = value
    var position = output.count
    while rest != 0 {
        position -= 1
        let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
        output[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
        rest = quotient
    }
}
