import Network
import Testing
import Time

/// What the program says of a certificate.
extension OpenSSLProgram {
    /// `name=value` lines of `openssl x509`.
    func facts(of file: String) throws -> [String: String] {
        let text = try run([
            "x509", "-in", file, "-noout", "-subject", "-issuer", "-serial", "-fingerprint",
            "-sha256", "-dates", "-dateopt", "iso_8601", "-nameopt", "RFC2253,-esc_msb,utf8",
        ])
        let lines = text.split(separator: "\n").map {
            $0.split(separator: "=", maxSplits: 1).map { String($0) }
        }
        return Dictionary(lines.map { ($0[0], $0.count > 1 ? $0[1] : "") }) { first, _ in first }
    }

    /// Reads `2026-11-21 00:33:15Z`.
    static func wallTime(_ text: String?) -> WallTime? {
        let parts = (text ?? "").split { !$0.isNumber }.compactMap { Int64($0) }
        guard parts.count == 6 else { return nil }
        // Years begin in March, so that a leap day is their last; a cycle of 400 more keeps that
        // of January of the year 0 from being negative, which a division would round up.
        let year = (parts[1] > 2 ? parts[0] : parts[0] - 1) + 400
        let dayOfYear = (153 * ((parts[1] + 9) % 12) + 2) / 5 + parts[2] - 1
        let days = 365 * year + year / 4 - year / 100 + year / 400 + dayOfYear - 865_565
        return WallTime(
            secondsSinceEpoch: ((days * 24 + parts[3]) * 60 + parts[4]) * 60 + parts[5])
    }

    /// The entries of a subjectAltName extension in the words of this exporter.
    func alternativeNames(of file: String) throws -> [String] {
        let text = try run(["x509", "-in", file, "-noout", "-ext", "subjectAltName"])
        guard let line = text.split(separator: "\n").last?.drop(while: { $0 == " " }),
            line.contains(":"), !line.hasPrefix("X509v3")
        else { return [] }
        return try line.split(separator: ", ", omittingEmptySubsequences: false).map { entry in
            let parts = entry.split(separator: ":", maxSplits: 1).map { String($0) }
            try #require(parts.count == 2, "\(entry)")
            guard parts[0] == "IP Address" else { return parts[1] }
            return try #require(IPAddress(parts[1])).description
        }
    }
}
