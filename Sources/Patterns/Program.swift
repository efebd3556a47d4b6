private import CRE2

/// An expression compiled by RE2.
///
/// `@unchecked Sendable`, the only one of this room: the pointer never changes, and an RE2 may be
/// matched with by several threads at once (re2.h: "safe for concurrent use by multiple threads").
@safe
final class Program: @unchecked Sendable {
    private let expression: OpaquePointer
    /// The names of the groups in their order; a group without one has an empty name.
    let names: [String]

    /// Compiles `text`, whose groups all have names.
    ///
    /// - Parameter isText: Whether it is matched over UTF-8, and not over bytes.
    init(_ text: [UInt8], isText: Bool) throws(PatternError) {
        let created = unsafe text.withUnsafeBufferPointer {
            unsafe sonde_expression_create(
                $0.baseAddress, $0.count, isText ? 1 : 0, PatternLimits.memoryBytesMax)
        }
        guard let created = unsafe created else { throw .memory }
        unsafe expression = created
        let count = unsafe sonde_expression_group_count(created)
        names = (0..<max(count, 0)).map { group in
            let name = unsafe sonde_expression_group_name(created, group + 1)
            return unsafe name.map { unsafe String(cString: $0) } ?? ""
        }
        let error = unsafe sonde_expression_error(created)
        if error == 0 {
            guard unsafe sonde_expression_size(created) <= PatternLimits.programInstructionsMax
            else { throw .programTooLarge }
        } else {
            // What has no number in the list is a program that is too large.
            guard let fault = PatternFault(rawValue: error) else { throw .programTooLarge }
            let piece = unsafe String(cString: sonde_expression_error_argument(created))
            throw .syntax(fault, at: piece)
        }
    }

    deinit {
        unsafe sonde_expression_free(expression)
    }

    /// Whether it matches between the first byte of `text`, which it sees, and `end`.
    ///
    /// It also sees the byte at `end`, where `count` is one more.
    func matches(_ text: Span<UInt8>, count: Int, end: Int) -> Bool {
        precondition(1 <= end && end <= count && count <= text.count, "not within the text")
        return unsafe text.withUnsafeBufferPointer {
            unsafe sonde_expression_match(expression, $0.baseAddress, count, 1, end, 0, nil) == 1
        }
    }

    /// Where the first match after the first byte of `text` ends, as if nothing came after it.
    func matchEnd(_ text: Span<UInt8>) -> Int? {
        precondition(!text.isEmpty, "not within the text")
        var match: [2 of Int] = [-1, -1]
        var offsets = match.mutableSpan
        let result = unsafe text.withUnsafeBufferPointer { text in
            unsafe offsets.withUnsafeMutableBufferPointer { offsets in
                unsafe sonde_expression_match(
                    expression, text.baseAddress, text.count, 1, text.count, 1,
                    offsets.baseAddress)
            }
        }
        return result == 1 ? match[1] : nil
    }

    /// The first match between the first byte of `text` and `end`; `count` as in `matches`.
    func match(_ text: Span<UInt8>, count: Int, end: Int) -> PatternMatch? {
        precondition(1 <= end && end <= count && count <= text.count, "not within the text")
        let groups = names.count + 1
        var offsets = [Int](repeating: -1, count: 2 * groups)
        let result = unsafe text.withUnsafeBufferPointer { text in
            unsafe offsets.withUnsafeMutableBufferPointer { offsets in
                unsafe sonde_expression_match(
                    expression, text.baseAddress, count, 1, end, Int32(groups),
                    offsets.baseAddress)
            }
        }
        guard result == 1 else { return nil }
        return PatternMatch(
            end: offsets[1],
            groups: (1..<groups).map { group in
                let start = offsets[2 * group]
                return start < 0 ? nil : start..<offsets[2 * group + 1]
            })
    }

    /// `text` and one byte more.
    static func copy(_ text: Span<UInt8>) -> [UInt8] {
        unsafe text.withUnsafeBufferPointer { text in
            unsafe [UInt8](unsafeUninitializedCapacity: text.count + 1) { copy, count in
                _ = unsafe copy.update(fromContentsOf: text)
                unsafe copy[text.count] = 0
                count = text.count + 1
            }
        }
    }
}
