import CLinux

extension StreamSocket {
    /// Lets packets leave through the interface of that name only, socket(7), SO_BINDTODEVICE.
    ///
    /// Throws ENODEV where there is none, EPERM on a kernel before Linux 5.7 without CAP_NET_RAW.
    public func bind(toInterface name: String) throws(ErrorNumber) {
        try NetworkInterface.bind(number, to: name)
    }

    /// Takes `address` for our own end, and leaves the port to connect(2), which knows the peer.
    ///
    /// Throws EADDRNOTAVAIL where it is none of this machine; ip(7), IP_BIND_ADDRESS_NO_PORT.
    public func bind(toAddress address: SocketAddress) throws(ErrorNumber) {
        setOption(CInt(IPPROTO_IP), sonde_bind_address_no_port, 1)
        let number = number
        _ = try systemCall { unsafe address.withPointer { unsafe CLinux.bind(number, $0, $1) } }
    }

    /// Puts packets to `address` into a class, 0 to 63: the upper six bits of IP_TOS, IPV6_TCLASS.
    public func setTrafficClass(_ value: UInt8, to address: SocketAddress) {
        switch address {
        case .v4: setOption(CInt(IPPROTO_IP), IP_TOS, CInt(value) << 2)
        case .v6: setOption(CInt(IPPROTO_IPV6), IPV6_TCLASS, CInt(value) << 2)
        }
    }

    /// Ends the connection by an RST when it is closed, socket(7), SO_LINGER of zero.
    public func resetWhenClosed() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        let size = socklen_t(MemoryLayout<linger>.size)
        // The option exists for every TCP socket: there is no failure to handle.
        _ = unsafe setsockopt(number, SOL_SOCKET, SO_LINGER, &linger, size)
    }

    /// What the kernel has measured of the connection, tcp(7), TCP_INFO; nil where it says nothing.
    public func figures() -> ConnectionFigures? {
        var figures = sonde_tcp_figures()
        guard unsafe sonde_read_tcp_figures(number, &figures) == 0 else { return nil }
        return ConnectionFigures(
            roundTripMicroseconds: figures.round_trip_us,
            roundTripVariationMicroseconds: figures.variation_us,
            retransmissions: figures.retransmissions)
    }
}

/// What the kernel has measured of a connection.
public struct ConnectionFigures: Equatable, Sendable {
    /// The smoothed round trip.
    public let roundTripMicroseconds: UInt32
    /// How far single round trips lie from it.
    public let roundTripVariationMicroseconds: UInt32
    /// Segments sent again since the connection was begun, SYNs among them.
    public let retransmissions: UInt32
}
