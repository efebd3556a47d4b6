import CLinux

/// The terminal that a person sits at, if there is one: tty(4).
public enum Terminal {
    /// Whether what is written comes to one.
    public static var isOutput: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Whether keys come from one.
    public static var isInput: Bool { isatty(STDIN_FILENO) == 1 }

    /// The descriptor that keys come from, to be watched for reading.
    public static let inputNumber: CInt = STDIN_FILENO

    /// How many characters and lines it shows, ioctl_tty(2); nil where it does not say.
    public static var size: (columns: Int, rows: Int)? {
        var (columns, rows): (CInt, CInt) = (0, 0)
        guard unsafe sonde_terminal_size(STDOUT_FILENO, &columns, &rows) == 0, columns > 0,
            rows > 0
        else { return nil }
        return (Int(columns), Int(rows))
    }

    /// Bytes of keys that were pressed, at most 64; empty where there are none.
    ///
    /// To be called while a ``KeyByKeyTerminal`` lives: else it waits for a whole line.
    public static func keys() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = unsafe read(STDIN_FILENO, &bytes, bytes.count)
        return Array(bytes.prefix(max(0, count)))
    }
}

/// A terminal that hands over each key at once and shows none, termios(3), as long as this lives.
public struct KeyByKeyTerminal: ~Copyable {
    private let before: termios

    private init(before: termios) {
        self.before = before
    }

    /// Changes the terminal; throws the error of tcgetattr(3) or tcsetattr(3).
    public static func begin() throws(ErrorNumber) -> KeyByKeyTerminal {
        var settings = termios()
        _ = try systemCall { unsafe tcgetattr(STDIN_FILENO, &settings) }
        let before = settings
        settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
        // A read returns at once with what there is.
        unsafe withUnsafeMutableBytes(of: &settings.c_cc) { characters in
            unsafe characters[Int(VMIN)] = 0
            unsafe characters[Int(VTIME)] = 0
        }
        _ = try systemCall { unsafe tcsetattr(STDIN_FILENO, TCSANOW, &settings) }
        return KeyByKeyTerminal(before: before)
    }

    deinit {
        var before = before
        _ = unsafe tcsetattr(STDIN_FILENO, TCSANOW, &before)
    }
}
