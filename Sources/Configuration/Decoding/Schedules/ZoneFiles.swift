internal import Network
internal import Scheduling

/// The time zones that a configuration names, each read once.
final class ZoneFiles {
    static let suggestion = "write a name of the IANA database such as Europe/Berlin"
    private static let directory = "/usr/share/zoneinfo"

    private let files: any Files
    private var known: [String: Result<TimeZone, Mistake>] = ["UTC": .success(.utc)]

    init(files: any Files) {
        self.files = files
    }

    /// The zone of that name.
    func zone(_ name: String) throws(Mistake) -> TimeZone {
        if let result = known[name] { return try result.get() }
        let result = Result { () throws(Mistake) in try read(name) }
        known[name] = result
        return try result.get()
    }

    private func read(_ name: String) throws(Mistake) -> TimeZone {
        guard Self.isName(name) else {
            throw Mistake("\(Excerpt.of(name)) is no time zone", Self.suggestion)
        }
        let path = "\(Self.directory)/\(name)"
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try files.read(path, limit: TimeZoneLimits.fileBytesMax)
        } catch .missing {
            throw Mistake(
                "there is no time zone \(Excerpt.of(name)) in \(Self.directory)",
                "\(Self.suggestion), or install the package tzdata")
        } catch .notRegular {
            throw Mistake("\(Excerpt.of(name)) is a region of time zones", Self.suggestion)
        } catch {
            let mistake = FileMistake.of(error, bytesMax: TimeZoneLimits.fileBytesMax)
            throw Mistake("\(path): \(mistake.message)", mistake.suggestion)
        }
        do throws(TimeZoneFault) {
            return try TimeZone(tzif: bytes)
        } catch {
            throw Mistake(
                "\(path): \(Self.words(error))", "install the package tzdata again")
        }
    }

    /// Letters, digits, `_`, `+` and `-` between slashes, as the database has them.
    private static func isName(_ name: String) -> Bool {
        name.utf8.count <= 100
            && name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
                !part.isEmpty
                    && part.utf8.allSatisfy {
                        switch $0 {
                        case UInt8(ascii: "a")...UInt8(ascii: "z"),
                            UInt8(ascii: "A")...UInt8(ascii: "Z"),
                            UInt8(ascii: "0")...UInt8(ascii: "9"):
                            true
                        default: "_+-".utf8.contains($0)
                        }
                    }
            }
    }

    private static func words(_ fault: TimeZoneFault) -> String {
        switch fault {
        case .notTZif: "it is no file of a time zone"
        case .truncated: "it ends too early"
        case .malformed: "its transitions are out of order"
        case .malformedRule: "its rule for the years to come cannot be read"
        case .leapSeconds: "it counts leap seconds, which system clocks do not"
        case .tooLarge: "it has more than \(TimeZoneLimits.fileBytesMax) bytes"
        }
    }
}
