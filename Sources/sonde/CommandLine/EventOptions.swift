/// Where events are written, and how many of them are kept.
struct EventOptions {
    let path: String
    var limits = EventFileLimits()

    private static let units: [(name: String, bytes: Int64)] = [
        ("KB", 1 << 10), ("MB", 1 << 20), ("GB", 1 << 30),
    ]
    private static let filesMaxRange = 1...1_000
    private static let bytesRange: ClosedRange<Int64> = 1 << 10...1 << 40

    /// What the flags say; nil where events are not written.
    init?(_ values: FlagValues) throws(UsageError) {
        guard let path = values.value(of: .eventsFile) else {
            for flag in [Flag.eventsMaxSize, .eventsMaxFiles] where values.has(flag) {
                throw UsageError("--\(flag.name) needs \(Flag.eventsFile.usage) beside it")
            }
            return nil
        }
        guard !path.isEmpty else {
            throw UsageError("--events.file= names no file; write a path, or - for the output")
        }
        self.path = path
        if let text = values.value(of: .eventsMaxSize) {
            limits.bytesMax = try Self.bytes(text)
        }
        if let text = values.value(of: .eventsMaxFiles) {
            guard let count = Int(text), Self.filesMaxRange.contains(count) else {
                throw UsageError(
                    "--events.max-files=\(text) is no number from 1 to "
                        + "\(Self.filesMaxRange.upperBound)")
            }
            limits.filesMax = count
        }
    }

    private static func bytes(_ text: String) throws(UsageError) -> Int64 {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let unit = units.first { $0.name == text.dropFirst(digits.count) }
        guard let unit, let number = Int64(digits) else {
            throw UsageError(
                "--events.max-size=\(text) is no size; write a number with KB, MB or GB, such as "
                    + "64MB")
        }
        let (bytes, overflow) = number.multipliedReportingOverflow(by: unit.bytes)
        guard !overflow, bytesRange.contains(bytes) else {
            throw UsageError("--events.max-size=\(text) is not between 1KB and 1024GB")
        }
        return bytes
    }
}
