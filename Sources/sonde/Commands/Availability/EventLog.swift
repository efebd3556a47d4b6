import Kernel
import Network

/// An event log, and what was rotated away of it: `FILE.2`, `FILE.1`, `FILE`, the oldest first.
struct EventLog {
    let files: [(path: String, file: OpenFile)]

    private static let rotatedCountMax = 999

    /// Opens each log whose newest file is named.
    static func open(_ paths: [String]) throws(EventLogError) -> [EventLog] {
        var logs: [EventLog] = []
        for path in paths {
            let log = try EventLog(path)
            for (place, other) in logs.enumerated() where log.shares(with: other) {
                throw EventLogError(
                    message: "--events=\(path) is read with --events=\(paths[place]) already; "
                        + "leave it out")
            }
            logs.append(log)
        }
        return logs
    }

    private init(_ path: String) throws(EventLogError) {
        // From the newest on, so that none is missed that is renamed meanwhile.
        var files = [(path, try Self.opened(path))]
        for number in 1...Self.rotatedCountMax {
            let older = "\(path).\(number)"
            guard let file = try Self.openedIfThere(older) else { break }
            if !files.contains(where: { $0.1.isSame(as: file) }) { files.append((older, file)) }
        }
        self.files = files.reversed()
    }

    private func shares(with other: EventLog) -> Bool {
        files.contains { own in other.files.contains { $0.file.isSame(as: own.file) } }
    }

    private static func opened(_ path: String) throws(EventLogError) -> OpenFile {
        do throws(RegularFile.Refusal) {
            return try RegularFile.open(path)
        } catch {
            throw EventLogError(path, error)
        }
    }

    private static func openedIfThere(_ path: String) throws(EventLogError) -> OpenFile? {
        do throws(RegularFile.Refusal) {
            return try RegularFile.open(path)
        } catch .system(.noSuchFile) {
            return nil
        } catch {
            throw EventLogError(path, error)
        }
    }
}

/// Why there is no report.
struct EventLogError: Error, Equatable {
    let message: String

    init(message: String) {
        self.message = message
    }

    init(_ path: String, _ refusal: RegularFile.Refusal) {
        // Nobody sets a bound for its bytes.
        message = "\(path): \(FileError(refusal).words(bytesMax: .max))"
    }
}

extension OpenFile {
    /// Whether it is the same file, whatever it is called.
    fileprivate func isSame(as other: OpenFile) -> Bool {
        status.device == other.status.device && status.number == other.status.number
    }
}
