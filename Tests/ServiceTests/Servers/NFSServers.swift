import Glibc
import Testing
import Workbench

/// rpcbind and nfs-ganesha in a network of their own, since rpcbind has one port for all machines.
///
/// Who runs this needs to be root. The folder /run is their own as well, and with the first process
/// of theirs the kernel ends all (pid_namespaces(7)).
struct NFSServers {
    /// Where rpcbind listens in that network.
    let rpcbindPort: UInt16 = 111
    /// Where the NFS server listens in that network.
    let nfsPort: UInt16 = 2049
    private let child: ChildProcess
    private let folder: TemporaryFolder
    /// Of their first process.
    private let identifier: String

    static let rpcbind = "/usr/sbin/rpcbind"
    static let ganesha = "/usr/bin/ganesha.nfsd"

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
        try child.waitForText("NFS SERVER INITIALIZED", on: .output)
        let line = child.heard(.output).prefix { $0 != "." }
        identifier = String(line.drop { !$0.isNumber })
    }

    /// Runs the program that is tested in their network to its end.
    func sonde(_ arguments: [String]) throws -> ChildProcess.End {
        try ChildProcess(
            "nsenter", ["--target", identifier, "--net", Programs.sonde] + arguments
        ).end()
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

extension Trait where Self == ConditionTrait {
    static var needsRpcbind: Self { .needs(NFSServers.rpcbind, of: "rpcbind") }
    static var needsGanesha: Self {
        .needs(NFSServers.ganesha, of: "nfs-ganesha nfs-ganesha-mem")
    }
}
