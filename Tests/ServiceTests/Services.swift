import Glibc
import Testing
import Workbench

/// Real servers take much of the machine to start, so they come one after the other.
@Suite(.serialized)
struct Services {
    /// Made once, since that takes as long as many a server needs to start.
    static var certificates: TestCertificates {
        get throws { try SharedCertificates.made.get() }
    }
}

private enum SharedCertificates {
    static let made = Result {
        let certificates = try TestCertificates()
        // What is static is never dropped, and its folder would stay.
        atexit { SharedCertificates.remove() }
        return certificates
    }

    static func remove() {
        guard let path = try? made.get().folder.path else { return }
        _ = try? Programs.run("rm", ["-rf", "--", path])
    }
}
