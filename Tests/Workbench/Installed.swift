import Glibc

/// Whether what a test needs is there.
package enum Installed {
    /// Where nothing may be skipped a test runs, and fails for want of its program.
    package static let mayNotSkip =
        unsafe getenv("SONDE_TESTS_SKIP_NOTHING").map { unsafe String(cString: $0) } == "1"

    /// What to install, of some programs and their packages; nil where nothing is missing.
    package static func missing(_ programs: [String: String]) -> String? {
        let missing = programs.first { unsafe access($0.key, X_OK) != 0 }
        guard !mayNotSkip, let missing else { return nil }
        return "there is no \(missing.key): apt-get install \(missing.value)"
    }
}
