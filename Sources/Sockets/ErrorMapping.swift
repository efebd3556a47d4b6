package import Kernel
package import Network

/// What Linux returns, and whose trouble it is. The same number means another thing before the
/// first packet has left: then it comes from our own tables, and says nothing about the target.
extension NetworkError {
    /// An error of socket(2), connect(2) itself or epoll_ctl(2): nothing was sent.
    package init(beforeSending error: ErrorNumber) {
        switch error {
        case .connectionRefused:
            // Loopback answers within the call.
            self = .refused
        case .networkUnreachable, .hostUnreachable, .invalidArgument, .accessDenied,
            .familyNotSupported, .networkDown:
            // Routes of kind unreachable, blackhole and prohibit, none at all, or no such family.
            self = .local(.localRoute)
        case .addressNotAvailable:
            // Also where there is no address to send from, which only a look at the route tells.
            self = .local(.ports)
        case .noDevice:
            self = .local(.sourceUnavailable)
        default:
            self = Self(common: error)
        }
    }

    /// An error that a connection attempt or an established connection met on its way.
    package init(onTheWay error: ErrorNumber) {
        switch error {
        case .connectionRefused: self = .refused
        // What a router answers (RFC 1812 section 5.2.7.1), as Linux translates it.
        case .hostUnreachable, .hostDown, .hostIsolated, .noProtocol: self = .hostUnreachable
        case .networkUnreachable: self = .networkUnreachable
        // "Administratively prohibited" in ICMPv6.
        case .accessDenied: self = .hostUnreachable
        case .networkDown: self = .local(.localRoute)
        default: self = Self(common: error)
        }
    }

    private init(common error: ErrorNumber) {
        self = LocalTrouble(error).map { .local($0) } ?? Self(remote: error)
    }

    private init(remote error: ErrorNumber) {
        switch error {
        case .connectionReset, .brokenPipe, .notConnected, .connectionAborted: self = .reset
        case .timedOut: self = .timeout
        default: self = .other(errorNumber: error.rawValue)
        }
    }
}

extension LocalTrouble {
    init?(_ error: ErrorNumber) {
        switch error {
        case .processDescriptors, .systemDescriptors: self = .descriptors
        case .noMemory, .noBuffers: self = .memory
        case .notPermitted, .accessDenied: self = .permission
        default: return nil
        }
    }
}

extension ListenError {
    /// An error of socket(2), bind(2) or listen(2).
    package init(_ error: ErrorNumber) {
        switch error {
        case .addressInUse: self = .inUse
        case .addressNotAvailable, .familyNotSupported: self = .addressUnavailable
        default:
            self =
                LocalTrouble(error).map { .local($0) }
                ?? .other(errorNumber: error.rawValue)
        }
    }
}
