import Glibc
import Testing

extension Trait where Self == ConditionTrait {
    /// Skips a test whose server is not installed, unless the environment forbids to skip.
    static func needs(_ program: String, of package: String) -> Self {
        .enabled(
            if: Installed.mayBeTested(program), "there is no \(program): apt-get install \(package)"
        )
    }
}

private enum Installed {
    /// Where nothing may be skipped the test runs, and fails for want of its program.
    static func mayBeTested(_ program: String) -> Bool {
        let mustRun = unsafe getenv("SONDE_TESTS_SKIP_NOTHING").map { unsafe String(cString: $0) }
        let isInstalled = unsafe access(program, X_OK) == 0
        return mustRun == "1" || isInstalled
    }
}
