internal import Network

extension IPAddress {
    /// 4 or 16 bytes in network order, as certificates hold them (RFC 5280 section 4.2.1.6).
    var bytes: [UInt8] {
        func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
            stride(from: number.bitWidth - 8, through: 0, by: -8).map {
                UInt8(truncatingIfNeeded: number >> $0)
            }
        }
        return switch self {
        case .v4(let bits): bytes(bits)
        case .v6(let high, let low, _): bytes(high) + bytes(low)
        }
    }
}
