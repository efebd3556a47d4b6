import CLinux

/// The way that packets take from here to an address, ip(7) and ipv6(7); asking sends none.
public struct Route: Sendable {
    private let target: SocketAddress
    private let source: SocketAddress?
    private let interface: String?

    /// The way to `target`, from an address and through an interface where those are given.
    public init(
        to target: SocketAddress, from source: SocketAddress? = nil,
        through interface: String? = nil
    ) {
        self.target = target
        self.source = source?.withoutPort
        self.interface = interface
    }

    /// Whether nothing that is sent now would leave this machine.
    ///
    /// False where the kernel does not tell.
    public var leadsNowhere: Bool {
        refusal.map { Self.deadEnds.contains($0) } ?? false || isLinkDead
    }

    /// Routes of kind unreachable, blackhole and prohibit, none at all, an interface that is down
    /// or gone, no address to send from, or none of that family.
    private static let deadEnds: Set<ErrorNumber> = [
        .hostUnreachable, .invalidArgument, .accessDenied, .networkUnreachable, .networkDown,
        .noDevice, .addressNotAvailable, .familyNotSupported,
    ]

    /// What connect(2) says of it; nil where it has nothing against it, or cannot be asked.
    ///
    /// A datagram socket needs no free port towards the target, udp(7): here EADDRNOTAVAIL has one
    /// meaning only, that there is no address to send from.
    public var refusal: ErrorNumber? {
        let kind = CInt(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue)
        let family = target.family
        let socket: FileDescriptor
        do throws(ErrorNumber) {
            socket = FileDescriptor(owning: try systemCall { CLinux.socket(family, kind, 0) })
        } catch {
            // What keeps this program from a datagram socket, a limit or a profile of AppArmor,
            // keeps no stream from its way.
            return error == .familyNotSupported ? error : nil
        }
        do throws(ErrorNumber) {
            try connect(socket)
            return nil
        } catch .noMemory, .noBuffers {
            return nil
        } catch {
            return error
        }
    }

    private func connect(_ socket: borrowing FileDescriptor) throws(ErrorNumber) {
        let number = socket.number
        if let interface { try NetworkInterface.bind(number, to: interface) }
        if let source {
            _ = try systemCall { unsafe source.withPointer { unsafe bind(number, $0, $1) } }
        }
        _ = try systemCall {
            unsafe target.withPointer { unsafe CLinux.connect(number, $0, $1) }
        }
    }

    /// Whether its interface is down or has no carrier, as where the cable is out, or its router
    /// does not answer on the link; rtnetlink(7).
    ///
    /// The route stays there all the same, and so does what was connected along it. A carrier that
    /// has gone is told here at once, and in the routing table up to a second later.
    private var isLinkDead: Bool {
        let source = source ?? target.unspecified
        guard source.family == target.family else { return false }
        let kind = CInt(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue)
        do throws(ErrorNumber) {
            let netlink = FileDescriptor(
                owning: try systemCall { socket(AF_NETLINK, kind, CInt(NETLINK_ROUTE)) })
            var way = way(netlink, source, interface == nil ? 0 : sonde_route_in_table)
            if let interface {
                // Bound to an interface without a route, IPv4 takes everybody for a neighbour.
                if way.interface < 0 {
                    let error = ErrorNumber(rawValue: Int32(truncatingIfNeeded: -way.interface))
                    return Self.isMissing(error)
                }
                way.interface = unsafe Int64(if_nametoindex(interface))
            }
            guard way.interface > 0 else { return false }
            let flags = sonde_interface_flags(netlink.number, UInt32(way.interface))
            let needed = sonde_interface_up | sonde_interface_carrier
            if flags >= 0, flags & needed != needed { return true }
            return sonde_is_gateway_silent(netlink.number, way) != 0
        } catch {
            return false
        }
    }

    /// Whether the kernel tells by that error of rtnetlink(7) that it knows of no way.
    ///
    /// None at all, or a route of kind unreachable, blackhole or prohibit; any other error is about
    /// the question.
    package static func isMissing(_ error: ErrorNumber) -> Bool {
        switch error {
        case .networkUnreachable, .noSuchProcess, .hostUnreachable, .invalidArgument,
            .accessDenied:
            true
        default: false
        }
    }

    private func way(
        _ netlink: borrowing FileDescriptor, _ source: SocketAddress, _ flags: UInt32
    ) -> sonde_way {
        let number = netlink.number
        let wanted = interface.map { unsafe if_nametoindex($0) } ?? target.scope
        return unsafe source.withPointer { source, _ in
            unsafe target.withPointer { target, _ in
                unsafe sonde_find_way(number, source, target, wanted, flags)
            }
        }
    }
}

extension SocketAddress {
    fileprivate var withoutPort: SocketAddress {
        switch self {
        case .v4(let address, _): .v4(address: address, port: 0)
        case .v6(let high, let low, let scope, _):
            .v6(high: high, low: low, scope: scope, port: 0)
        }
    }

    /// 0.0.0.0 or ::, which stand for any address of ours.
    fileprivate var unspecified: SocketAddress {
        switch self {
        case .v4: .v4(address: 0, port: 0)
        case .v6: .v6(high: 0, low: 0, scope: 0, port: 0)
        }
    }

    fileprivate var scope: UInt32 {
        if case .v6(_, _, let scope, _) = self { scope } else { 0 }
    }
}
