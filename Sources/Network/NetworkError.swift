/// Why a connection could not be made, or ended while it was used: one name a cause.
public enum NetworkError: Error, Equatable, Sendable {
    /// An RST answered the connection request (ECONNREFUSED).
    case refused
    /// An RST ended an established connection (ECONNRESET, EPIPE).
    case reset
    /// A router or the last link said that the host cannot be reached (EHOSTUNREACH).
    case hostUnreachable
    /// A router said that the network cannot be reached (ENETUNREACH, after the packet left).
    case networkUnreachable
    /// The deadline came, or the kernel gave up (ETIMEDOUT).
    case timeout
    /// The task that waited was cancelled.
    case cancelled
    /// We could not fairly try: our own trouble, never the peer's.
    case local(LocalTrouble)
    /// An error number that has no name here: a bug to be counted.
    case other(errorNumber: Int32)
}

/// What this machine lacked when it should have tried.
public enum LocalTrouble: String, CaseIterable, Equatable, Sendable {
    /// The process or the system has no descriptor left (EMFILE, ENFILE).
    case descriptors
    /// No local port is free towards that destination (EADDRNOTAVAIL on connect).
    case ports
    /// The kernel or a library has no memory left (ENOMEM, ENOBUFS).
    case memory
    /// We may not do this (EPERM, EACCES).
    case permission
    /// Nothing leaves this machine for there (ENETUNREACH and the like at once, or no carrier).
    case localRoute = "local_route"
    /// The configured interface or source address is not there.
    case sourceUnavailable = "source_unavailable"
}
