import Configuration
import Network
import Time

/// Called by libFuzzer with one input: a configuration, and the content of every file it names.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    let loader = ConfigurationLoader(files: SameFile(content: input))
    do throws(ConfigurationErrors) {
        let settings = try loader.load(input, name: "sonde.yml", directory: "/etc/sonde")
        let isEmpty = settings.probes.isEmpty && settings.sourced.isEmpty
        precondition(!isEmpty, "accepted without probes")
        // Its targets are whatever it makes of itself.
        _ = SettingsWithTargets(settings, in: SameFile(content: input))
    } catch {
        precondition(!error.errors.isEmpty, "refused without a reason")
        let lines = LineWidths(input)
        for mistake in error.errors { check(mistake, lines) }
    }
    return 0
}

private func check(_ mistake: ConfigurationError, _ lines: LineWidths) {
    switch (mistake.line, mistake.column) {
    case (let line?, let column?):
        precondition(lines.contains(line: line, column: column), "\(mistake) is outside")
    case (nil, nil):
        let isAboutWhole = mistake.message == "it is empty" || !lines.isUTF8
        precondition(isAboutWhole, "\(mistake) is nowhere")
    default:
        preconditionFailure("\(mistake) is half a position")
    }
    precondition(mistake.file == "sonde.yml", "\(mistake) is elsewhere")
    let breaksLine = mistake.description.unicodeScalars.contains {
        [.control, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
    }
    precondition(!breaksLine, "\(mistake) is more than a line")
}

/// Files of which each holds the same, those called `missing` excepted.
private struct SameFile: WatchedFiles {
    let content: [UInt8]

    func stamp(_ path: String) throws(FileError) -> FileStamp {
        guard !path.hasSuffix("missing") else { throw .missing }
        let time = WallTime(nanoseconds: 0)
        return FileStamp(
            device: 1, number: 1, bytes: Int64(content.count), writtenAt: time, changedAt: time,
            isReadableByOthers: path.hasSuffix("shared"))
    }

    func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        guard !path.hasSuffix("missing") else { throw .missing }
        guard content.count <= limit else { throw .tooLarge }
        return content
    }

    func names(in path: String) throws(FileError) -> [String] {
        guard !path.hasSuffix("missing") else { throw .missing }
        return ["a.yml", "b.yml"]
    }
}
