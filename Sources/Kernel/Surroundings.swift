import CLinux

/// What the system says of the place where the process runs.
public enum Surroundings {
    /// The name of the host, gethostname(2); nil where it cannot be told.
    public static var hostName: String? {
        // One byte more than is told of, so that the name ends in it.
        var name = [CChar](repeating: 0, count: hostNameBytesMax + 1)
        guard unsafe gethostname(&name, hostNameBytesMax) == 0 else { return nil }
        return String(
            validating: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The value of a variable of the environment, environ(7); nil where it is not set or is no
    /// UTF-8.
    public static func variable(_ name: String) -> String? {
        unsafe getenv(name).flatMap { unsafe String(validatingCString: $0) }
    }

    /// HOST_NAME_MAX of Linux is 64.
    private static let hostNameBytesMax = 256
}
