import CLinux

/// An error number of the system, errno(3).
public struct ErrorNumber: Error, Hashable, Sendable {
    /// The number as Linux has it.
    public let rawValue: Int32

    /// The error with that number.
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// EPERM: operation not permitted.
    public static let notPermitted = ErrorNumber(rawValue: EPERM)
    /// ENOENT: no such file.
    public static let noSuchFile = ErrorNumber(rawValue: ENOENT)
    /// ENOTDIR: a part of the path is no directory.
    public static let notDirectory = ErrorNumber(rawValue: ENOTDIR)
    /// ESRCH: no such process; for rtnetlink no such route.
    public static let noSuchProcess = ErrorNumber(rawValue: ESRCH)
    /// EINTR: a signal came first.
    public static let interrupted = ErrorNumber(rawValue: EINTR)
    /// EBADF: that descriptor is not open.
    public static let badDescriptor = ErrorNumber(rawValue: EBADF)
    /// EFAULT: that address is not ours.
    public static let badAddress = ErrorNumber(rawValue: EFAULT)
    /// EAGAIN: it would block.
    public static let wouldBlock = ErrorNumber(rawValue: EAGAIN)
    /// ENOMEM: the kernel has no memory.
    public static let noMemory = ErrorNumber(rawValue: ENOMEM)
    /// EACCES: we may not.
    public static let accessDenied = ErrorNumber(rawValue: EACCES)
    /// ENODEV: no interface has that name.
    public static let noDevice = ErrorNumber(rawValue: ENODEV)
    /// EINVAL: an argument does not fit; for connect also a local route of kind blackhole.
    public static let invalidArgument = ErrorNumber(rawValue: EINVAL)
    /// ENFILE: the system has no descriptor left.
    public static let systemDescriptors = ErrorNumber(rawValue: ENFILE)
    /// EMFILE: the process has no descriptor left.
    public static let processDescriptors = ErrorNumber(rawValue: EMFILE)
    /// EPIPE: nobody reads any more.
    public static let brokenPipe = ErrorNumber(rawValue: EPIPE)
    /// EADDRINUSE: somebody listens there already.
    public static let addressInUse = ErrorNumber(rawValue: EADDRINUSE)
    /// EADDRNOTAVAIL: no such local address, or no port left towards that destination.
    public static let addressNotAvailable = ErrorNumber(rawValue: EADDRNOTAVAIL)
    /// EAFNOSUPPORT: this machine does not speak that family.
    public static let familyNotSupported = ErrorNumber(rawValue: EAFNOSUPPORT)
    /// ENETDOWN: the interface is down.
    public static let networkDown = ErrorNumber(rawValue: ENETDOWN)
    /// ENETUNREACH: there is no route.
    public static let networkUnreachable = ErrorNumber(rawValue: ENETUNREACH)
    /// ECONNABORTED: the connection was gone before it was accepted.
    public static let connectionAborted = ErrorNumber(rawValue: ECONNABORTED)
    /// ECONNRESET: an RST came.
    public static let connectionReset = ErrorNumber(rawValue: ECONNRESET)
    /// ENOBUFS: no buffer.
    public static let noBuffers = ErrorNumber(rawValue: ENOBUFS)
    /// ENOTCONN: there is no connection.
    public static let notConnected = ErrorNumber(rawValue: ENOTCONN)
    /// ETIMEDOUT: the kernel gave up.
    public static let timedOut = ErrorNumber(rawValue: ETIMEDOUT)
    /// ECONNREFUSED: an RST answered.
    public static let connectionRefused = ErrorNumber(rawValue: ECONNREFUSED)
    /// EHOSTUNREACH: the host cannot be reached.
    public static let hostUnreachable = ErrorNumber(rawValue: EHOSTUNREACH)
    /// EHOSTDOWN: a router does not know the host (ICMP type 3 code 7).
    public static let hostDown = ErrorNumber(rawValue: EHOSTDOWN)
    /// ENONET: a router says that the host is cut off (ICMP type 3 code 8).
    public static let hostIsolated = ErrorNumber(rawValue: ENONET)
    /// ENOPROTOOPT: the host does not speak that protocol (ICMP type 3 code 2).
    public static let noProtocol = ErrorNumber(rawValue: ENOPROTOOPT)
    /// EINPROGRESS: it has begun.
    public static let inProgress = ErrorNumber(rawValue: EINPROGRESS)
}
