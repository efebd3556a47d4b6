import FaultServers
import Glibc
import Workbench

/// A server that somebody else wrote, on free ports of 127.0.0.1, ended when it is dropped.
final class LaunchedServer: RunningServer {
    let child: ChildProcess
    /// Keeps the folder as long as the server may read from it.
    let folder: TemporaryFolder
    private let ports: Ports
    private let ending: CInt?

    /// Starts a program and waits until it listens at all its ports and has said `mark`.
    ///
    /// - Parameters:
    ///   - names: what its ports are for
    ///   - mark: what it says when it serves, where it listens before that
    ///   - ending: the signal at which it ends its children as well; nil kills all of them
    ///   - command: the program and its arguments
    init(
        ports names: [String], saying mark: String? = nil, within seconds: Int = 60,
        ending: CInt? = nil, _ command: (Ports, TemporaryFolder) throws -> [String]
    ) throws {
        self.ending = ending
        var attemptsLeft = 5
        while true {
            let ports = Ports(names)
            let folder = try TemporaryFolder()
            // It may go on as a user of its own.
            _ = unsafe chmod(folder.path, 0o755)
            let words = try command(ports, folder)
            let child = try ChildProcess(words[0], Array(words.dropFirst()))
            do {
                try child.wait(for: "\(words[0]) at \(ports)", within: seconds) { child in
                    let isMarked = mark.map { Self.log(child, folder).contains($0) } ?? true
                    return isMarked && ports.all.isSubset(of: ListeningSockets.now())
                }
                (self.child, self.folder, self.ports) = (child, folder, ports)
                return
            } catch ChildProcess.Failure.ended(_, let end)
                where (end.output + end.errors).contains("in use") && attemptsLeft > 0
            {
                // Somebody else was faster.
                attemptsLeft -= 1
            }
        }
    }

    deinit {
        guard let ending else { return }
        child.send(signal: ending)
        // One that does not end is killed when it is dropped.
        _ = try? child.end(within: 10)
    }

    subscript(name: String) -> UInt16 { ports[name] }

    /// What it has written so far, to either stream or to the file `log` in its folder.
    var log: String { Self.log(child, folder) }

    private static func log(_ child: ChildProcess, _ folder: TemporaryFolder) -> String {
        child.heard(.output) + child.heard(.errors) + (TextFile.read(folder.path + "/log") ?? "")
    }

    /// Waits until it has written `text` that often.
    func waitForLog(_ text: String, times count: Int) throws {
        try child.wait(for: "\(text), \(count) times") { _ in log.ranges(of: text).count >= count }
    }

    func waitForLog(_ text: String) throws { try waitForLog(text, times: 1) }
}

/// Ports that were free a moment ago, by what they are for.
struct Ports {
    private let numbers: [String: UInt16]

    init(_ names: [String]) {
        // All are held until the last is there, so no two are the same.
        let holders = names.map { _ in TCPFaultServer(.refuse) }
        numbers = Dictionary(uniqueKeysWithValues: zip(names, holders.map(\.port)))
    }

    var all: Set<UInt16> { Set(numbers.values) }

    func has(_ name: String) -> Bool { numbers[name] != nil }

    subscript(name: String) -> UInt16 {
        guard let number = numbers[name] else { preconditionFailure("no port \(name)") }
        return number
    }
}
