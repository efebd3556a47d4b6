import Workbench

/// What keeps a program from a part of what root may do.
enum Sandbox: Sendable {
    case none
    /// Root without any of its powers, capabilities(7).
    case powerless
    /// EACCES for each datagram socket of IP, seccomp(2).
    case withoutDatagrams

    /// What is said before the name of the program.
    var words: [String] {
        switch self {
        case .none: []
        case .powerless: ["/usr/bin/setpriv", "--inh-caps=-all", "--bounding-set=-all"]
        case .withoutDatagrams: [HostServer.program, "-c", Self.datagramFilter]
        }
    }

    /// Runs what follows it under a filter in the words of linux/filter.h.
    ///
    /// Each says what to do, where to go on when it holds and when it does not, and with what.
    /// Processors have numbers of their own for socket(2).
    private static let datagramFilter = """
        import ctypes, os, platform, struct, sys
        socket = {"x86_64": 41, "aarch64": 198}[platform.machine()]
        load, equals, mask, end = 0x20, 0x15, 0x54, 0x06
        inet, inet6, datagram, eacces = 2, 10, 2, 13
        words = [
            (load, 0, 0, 0), (equals, 0, 7, socket),
            (load, 0, 0, 16), (equals, 1, 0, inet), (equals, 0, 4, inet6),
            (load, 0, 0, 24), (mask, 0, 0, 0xf), (equals, 0, 1, datagram),
            (end, 0, 0, 0x00050000 | eacces), (end, 0, 0, 0x7fff0000)]
        code = b"".join(struct.pack("HBBI", *word) for word in words)
        held = ctypes.create_string_buffer(code)
        head = ctypes.create_string_buffer(
            struct.pack("HxxxxxxP", len(words), ctypes.addressof(held)))
        libc = ctypes.CDLL(None, use_errno=True)
        for option, value, filter in [(38, 1, 0), (22, 2, ctypes.addressof(head))]:
            if libc.prctl(option, value, ctypes.c_void_p(filter), 0, 0) != 0:
                sys.exit(os.strerror(ctypes.get_errno()))
        os.execv(sys.argv[1], sys.argv[1:])
        """
}
