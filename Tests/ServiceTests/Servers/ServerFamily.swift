import FaultServers
import Glibc
import Workbench

/// A server with several ports, ended together with its children when it is dropped.
final class ServerFamily: Sendable {
    let child: ChildProcess
    /// Keeps the folder as long as the server may read from it.
    let folder: TemporaryFolder
    private let ports: Ports
    private let ending: CInt

    /// Starts `program` as `arguments` say of its ports and folder, and waits until it listens.
    ///
    /// - Parameter ending: The signal at which it ends its children as well.
    init(
        _ program: String, ports names: [String], ending: CInt = SIGTERM,
        _ arguments: (Ports, TemporaryFolder) throws -> [String]
    ) throws {
        self.ending = ending
        var attemptsLeft = 5
        while true {
            let ports = Ports(names)
            let folder = try TemporaryFolder()
            // It may go on as a user of its own.
            _ = unsafe chmod(folder.path, 0o755)
            let child = try ChildProcess(program, arguments(ports, folder))
            do {
                try child.wait(for: "listening at \(ports)") { _ in
                    ports.all.isSubset(of: ListeningSockets.now())
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
        child.send(signal: ending)
        // One that does not end is killed when it is dropped.
        _ = try? child.end(within: 5)
    }

    subscript(name: String) -> UInt16 { ports[name] }

    /// What it has written so far, to either stream or to the file `log` in its folder.
    var log: String {
        let file = try? Programs.run("cat", [folder.path + "/log"])
        return child.heard(.output) + child.heard(.errors) + (file ?? "")
    }

    /// Waits until it has written `text`.
    func waitForLog(_ text: String) throws {
        try child.wait(for: text) { _ in log.contains(text) }
    }
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
