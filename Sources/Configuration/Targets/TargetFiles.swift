public import Network

/// The files of targets that a probe names, by paths in whose names `*` and `?` may stand.
public struct TargetFiles: Sendable {
    private let patterns: [String]
    private let reader: TargetListReader
    private let limits: ConfigurationLimits

    /// Those of whole paths.
    public init(_ patterns: [String]) {
        self.patterns = patterns
        limits = ConfigurationLimits()
        reader = TargetListReader(limits: limits)
    }

    /// What was found in all of them.
    public struct Reading: Equatable, Sendable {
        /// The list of each file, by its path; that of before where it cannot be read.
        public private(set) var lists: [String: [TargetGroup]] = [:]
        /// What is wrong, a line each.
        public var faults: [String] = []

        /// Of all lists.
        fileprivate private(set) var targetCount = 0

        /// Nothing yet.
        public init() {}

        fileprivate mutating func add(_ list: [TargetGroup], of path: String) {
            lists[path] = list
            targetCount += TargetFiles.targetCount(list)
        }

        /// All of them, in the order of the paths.
        public var groups: [TargetGroup] {
            lists.sorted { $0.key < $1.key }.flatMap(\.value)
        }
    }

    /// Reads them as they are now; what is wrong keeps what it was.
    ///
    /// A file that is named and is not there keeps its list; one that only a pattern stood for
    /// takes its targets with it.
    public func read(in files: any Files, after last: Reading = Reading()) -> Reading {
        var reading = Reading()
        for pattern in patterns {
            do throws(Mistake) {
                for path in try paths(of: pattern, in: files) {
                    guard reading.lists.count < limits.includedFileCountMax else {
                        throw Mistake(
                            "there are more than \(limits.includedFileCountMax) files of targets",
                            "put more targets into each")
                    }
                    read(path, in: files, after: last, into: &reading)
                }
            } catch {
                reading.faults.append("\(error.message); \(error.suggestion)")
                keep(pattern, of: last, in: &reading)
            }
        }
        return reading
    }

    private static func targetCount(_ list: [TargetGroup]) -> Int {
        list.reduce(0) { $0 + $1.targets.count }
    }

    /// Where they may change.
    public var places: [WatchedPlace] {
        patterns.compactMap { path in
            guard let pattern = try? PathPattern(path, writtenAs: path) else { return nil }
            return pattern.hasWildcard ? .directory(pattern.directory) : .file(path)
        }
    }

    private func paths(of pattern: String, in files: any Files) throws(Mistake) -> [String] {
        let path = try PathPattern(pattern, writtenAs: pattern)
        do throws(FileError) {
            return try path.paths(in: files)
        } catch {
            let mistake = FileMistake.of(error, bytesMax: limits.targetListBytesMax)
            throw Mistake(
                "\(Excerpt.of(path.directory)): \(mistake.message)", mistake.suggestion)
        }
    }

    private func read(
        _ path: String, in files: any Files, after last: Reading, into reading: inout Reading
    ) {
        do throws(ConfigurationErrors) {
            let list = try list(path, in: files)
            guard reading.targetCount + Self.targetCount(list) <= limits.targetCountMax else {
                throw ConfigurationErrors([
                    ConfigurationError(
                        file: path,
                        Mistake(
                            "with it there are more than \(limits.targetCountMax) targets",
                            "split the files between several probes"))
                ])
            }
            reading.add(list, of: path)
        } catch {
            if let list = last.lists[path] { reading.add(list, of: path) }
            reading.faults += error.errors.map(\.description)
        }
    }

    private func list(
        _ path: String, in files: any Files
    ) throws(ConfigurationErrors) -> [TargetGroup] {
        // Patterns that end in anything else are refused when they are read.
        guard let format = TargetListReader.Format(path) else { return [] }
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try files.read(path, limit: limits.targetListBytesMax)
        } catch {
            let mistake = FileMistake.of(error, bytesMax: limits.targetListBytesMax)
            throw ConfigurationErrors([ConfigurationError(file: path, mistake)])
        }
        return try reader.groups(bytes, name: path, format)
    }

    /// Keeps what a pattern stood for, when nobody can tell what it stands for now.
    private func keep(_ pattern: String, of last: Reading, in reading: inout Reading) {
        guard let path = try? PathPattern(pattern, writtenAs: pattern) else { return }
        for (known, list) in last.lists where reading.lists[known] == nil && path.matches(known) {
            reading.add(list, of: known)
        }
    }
}
