import CLinux

/// What a file lies on, statfs(2).
public enum FileSystem {
    /// Whether the files at a path may change without this kernel, which then tells nobody.
    ///
    /// False where it is not known.
    public static func isShared(_ path: [UInt8]) -> Bool {
        let path = path + [0]
        return isShared(magic: unsafe sonde_file_system(path))
    }

    /// By the numbers of <linux/magic.h>; behind FUSE there may be anything.
    package static func isShared(magic: Int64) -> Bool {
        let shared: [Int64] = [
            Int64(NFS_SUPER_MAGIC), Int64(SMB_SUPER_MAGIC), Int64(CIFS_SUPER_MAGIC),
            Int64(SMB2_SUPER_MAGIC), Int64(V9FS_MAGIC), Int64(AFS_FS_MAGIC),
            Int64(AFS_SUPER_MAGIC), Int64(CEPH_SUPER_MAGIC), Int64(CODA_SUPER_MAGIC),
            Int64(OCFS2_SUPER_MAGIC), Int64(FUSE_SUPER_MAGIC),
        ]
        return shared.contains(magic)
    }
}
