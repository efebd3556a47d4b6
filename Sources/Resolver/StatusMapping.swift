import CAres
package import Network

extension ResolveError {
    /// The cause behind a status of c-ares.
    ///
    /// `errorNumber` is what its sockets had last, 0 for nothing, and `isBeforeSending` tells
    /// whether that came from socket(2) or connect(2).
    package init(status: CInt, errorNumber: CInt = 0, isBeforeSending: Bool = false) {
        switch status {
        case sonde_ares_enotfound: self = .notFound
        case sonde_ares_enodata: self = .noData
        case sonde_ares_etimeout: self = .timeout
        case sonde_ares_eservfail, sonde_ares_enotimp, sonde_ares_eformerr: self = .serverFailure
        case sonde_ares_erefused: self = .refused
        case sonde_ares_ebadresp: self = .malformed
        // A name that cannot be put on the wire should have been refused with the configuration. It
        // cannot be asked for, which is no word about whether it exists.
        case sonde_ares_ebadname, sonde_ares_ebadquery, sonde_ares_ebadstr: self = .malformed
        case sonde_ares_econnrefused: self.init(errorNumber, isBeforeSending)
        case sonde_ares_enomem: self = .local(.memory)
        case sonde_ares_ecancelled, sonde_ares_edestruction: self = .cancelled
        default: self = .other(status: status)
        }
    }

    /// What ARES_ECONNREFUSED stands for: c-ares says it of any socket that does not work.
    ///
    /// A closed port counts as a failure of the server: a time-out would be wrong, since nobody
    /// waited, and so would a refusal, which is an answer.
    private init(_ errorNumber: CInt, _ isBeforeSending: Bool) {
        switch errorNumber {
        case EMFILE, ENFILE: self = .local(.descriptors)
        // ENOSPC: epoll_ctl(2) has no watch left for this user.
        case ENOMEM, ENOBUFS, ENOSPC: self = .local(.memory)
        case EADDRNOTAVAIL: self = .local(.ports)
        // From our own routing table, also where a socket has outlived its route (ip(7)).
        case ENETUNREACH, EINVAL, EAFNOSUPPORT: self = .local(.localRoute)
        // Routes of kind unreachable and prohibit; later they are a router's word.
        case EHOSTUNREACH where isBeforeSending: self = .local(.localRoute)
        case EACCES where isBeforeSending: self = .local(.localRoute)
        case EPERM, EACCES: self = .local(.permission)
        default: self = .serverFailure
        }
    }
}
