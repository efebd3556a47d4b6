import Glibc
import Synchronization
import Workbench

/// A network of its own, network_namespaces(7), removed with all that is in it when it is dropped.
final class NetworkNamespace: Sendable {
    /// What ip-netns(8) knows it by, unlike any other of this machine.
    let name: String

    private static let program = "/usr/sbin/ip"
    private static let count = Atomic(0)

    /// An empty network with a loopback interface that is up.
    init(_ role: String) throws {
        Self.removeLeftovers
        let number = Self.count.wrappingAdd(1, ordering: .relaxed).newValue
        name = "\(Self.prefix)-\(getpid())-\(number)-\(role)"
        _ = try Programs.run(Self.program, ["netns", "add", name])
        // An address is there at once, unlike where duplicates are looked for (RFC 4862 5.4).
        try set(["ipv6/conf/default/accept_dad": "0", "ipv6/conf/all/accept_dad": "0"])
        try ip("link set lo up")
    }

    deinit {
        Self.remove(name)
    }

    /// Puts a cable between two networks; both ends are up.
    static func connect(
        _ one: NetworkNamespace, _ oneEnd: String, _ other: NetworkNamespace, _ otherEnd: String
    ) throws {
        let words = ["link", "add", oneEnd, "netns", one.name, "type", "veth"]
        let peer = ["peer", "name", otherEnd, "netns", other.name]
        _ = try Programs.run(program, words + peer)
        try one.ip("link set \(oneEnd) up")
        try other.ip("link set \(otherEnd) up")
    }

    /// Commands of ip(8), without its name, one after the other.
    func ip(_ commands: String...) throws { try ip(commands) }

    /// The same for a list of them.
    func ip(_ commands: [String]) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("commands", commands.joined(separator: "\n") + "\n")
        _ = try Programs.run(Self.program, ["-n", name, "-batch", file])
    }

    /// Sets what is below /proc/sys/net, such as `ipv4/ip_forward`.
    func set(_ settings: [String: String]) throws {
        let text = "while [ $# -gt 0 ]; do echo \"$2\" > \"/proc/sys/net/$1\"; shift 2; done"
        let words = settings.flatMap { [$0.key, $0.value] }
        _ = try run("/bin/sh", ["-euc", text, "sh"] + words)
    }

    /// Starts a program in it; at most so many descriptors, and with other lines of /etc/hosts.
    func start(
        _ program: String, _ arguments: [String], descriptorsMax: Int? = nil,
        hostsFile: String? = nil
    ) throws -> ChildProcess {
        var words = [program] + arguments
        if let descriptorsMax {
            words = ["/bin/sh", "-euc", "ulimit -n \(descriptorsMax); exec \"$0\" \"$@\""] + words
        }
        if let hostsFile {
            // ip-netns(8) gives each program mounts of its own.
            let text = "mount --bind \"$0\" /etc/hosts; exec \"$@\""
            words = ["/bin/sh", "-euc", text, hostsFile] + words
        }
        return try ChildProcess(Self.program, ["netns", "exec", name] + words)
    }

    /// Runs a program that must succeed; what it wrote.
    func run(_ program: String, _ arguments: [String]) throws -> String {
        try Programs.run(Self.program, ["netns", "exec", name, program] + arguments)
    }
}

// MARK: - The namespaces of the machine

extension NetworkNamespace {
    private static let prefix = "sonde-test"

    /// Why none can be made; nil where they can, or where nothing may be skipped.
    static let missing: String? = {
        if Installed.mayNotSkip { return nil }
        if let missing = Installed.missing([program: "iproute2", HostServer.program: "python3"]) {
            return missing
        }
        let trial = "\(prefix)-\(getpid())-trial"
        let end = try? Programs.start(program, ["netns", "add", trial])
        guard let end, end.status == 0 else { return "network namespaces need root" }
        remove(trial)
        return nil
    }()

    /// Removes what runs left behind that were killed; their processes are gone.
    private static let removeLeftovers: Void = {
        let list = (try? Programs.start(program, ["netns", "list"]).output) ?? ""
        for line in list.split(separator: "\n") {
            let name = line.prefix { $0 != " " }
            guard name.hasPrefix(prefix + "-"),
                let owner = pid_t(name.dropFirst(prefix.count + 1).prefix { $0 != "-" }),
                kill(owner, 0) != 0, errno == ESRCH
            else { continue }
            remove(String(name))
        }
    }()

    /// Kills what still runs in it; somebody else may have been faster.
    private static func remove(_ name: String) {
        let inside = (try? Programs.start(program, ["netns", "pids", name]).output) ?? ""
        for line in inside.split(separator: "\n") {
            if let process = pid_t(line) { _ = kill(process, SIGKILL) }
        }
        _ = try? Programs.start(program, ["netns", "delete", name])
    }
}
