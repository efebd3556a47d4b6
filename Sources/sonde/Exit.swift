import Kernel
import Wire

/// How the program ends: the status that its caller sees.
enum Exit: CInt {
    /// All is well; for `sonde probe`: success.
    case success = 0
    /// Something failed; for `sonde probe`: the target.
    case failure = 1
    /// The command line or the configuration is wrong, or a file cannot be read.
    case usage = 2
    /// `sonde probe` could not fairly test.
    case inconclusive = 3

    static func end(_ exit: Exit) {
        Process.end(status: exit.rawValue)
    }
}

/// What is said on standard error before the program ends with a status that is not 0.
enum Complaint {
    static func write(_ message: String) {
        StandardStream.error.write("sonde: \(ShownText.of(message))\n")
    }
}
