import Glibc
import Workbench

/// rpcbind and nfs-ganesha in a network of their own, since rpcbind has one port for all machines.
///
/// Who runs this needs to be root. The folder /run is their own as well, and with the first process
/// of theirs the kernel ends all (pid_namespaces(7)).
final class NFSServers: RunningServer {
    private let child: ChildProcess
    private let folder: TemporaryFolder
    /// Of their first process.
    private let identifier: String

    static let rpcbind = "/usr/sbin/rpcbind"
    static let ganesha = "/usr/bin/ganesha.nfsd"
    static let programs = [rpcbind: "rpcbind", ganesha: "nfs-ganesha nfs-ganesha-mem"]

    init() throws {
        folder = try TemporaryFolder()
        let configuration = try folder.write("ganesha.conf", Self.configuration(folder.path))
        // In /proc, which is still that of the machine, it learns its number outside.
        let script = """
            read -r identifier rest </proc/self/stat && echo "process $identifier." &&
            ip link set lo up && mount -t tmpfs tmpfs /run && mkdir /run/rpcbind &&
            \(Self.rpcbind) &&
            exec \(Self.ganesha) -F -L STDOUT -f \(configuration) -p \(folder.path)/pid
            """
        child = try ChildProcess(
            "unshare",
            ["--net", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", script])
        try child.waitForText("NFS SERVER INITIALIZED", on: .output, within: 60)
        let line = child.heard(.output).prefix { $0 != "." }
        identifier = String(line.drop { !$0.isNumber })
    }

    subscript(name: String) -> UInt16 { name == "rpcbind" ? 111 : 2049 }

    /// Runs a program in their network to its end.
    func run(_ program: String, _ arguments: [String]) throws -> ChildProcess.End {
        try ChildProcess(
            "nsenter", ["--target", identifier, "--net", program] + arguments
        ).end()
    }

    var log: String { child.heard(.output) + child.heard(.errors) }

    func waitForLog(_ text: String, times: Int) throws {
        try child.wait(for: text) { _ in log.ranges(of: text).count >= times }
    }

    private static func configuration(_ folder: String) -> String {
        """
        NFS_CORE_PARAM {
            Protocols = 3, 4;
            MNT_Port = 2050;
            Enable_NLM = false;
            Enable_RQUOTA = false;
        }
        NFSv4 {
            Graceless = true;
            RecoveryBackend = fs;
            RecoveryRoot = \(folder);
        }
        EXPORT {
            Export_Id = 1;
            Path = /memory;
            Pseudo = /memory;
            Access_Type = RO;
            SecType = none;
            FSAL { Name = MEM; }
        }
        LOG { Default_Log_Level = EVENT; }

        """
    }
}
