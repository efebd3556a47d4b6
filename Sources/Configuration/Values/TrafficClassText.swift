/// A class of traffic: a DSCP by its number or by the name that an RFC gives it.
enum TrafficClassText {
    static let suggestion = "write a number from 0 to 63, or a class such as ef, af41 or cs5"

    static func parse(_ text: String) -> UInt8? {
        named(text.lowercased()) ?? number(text)
    }

    /// RFC 2474 section 4.2.2 (cs0 to cs7), RFC 2597 section 6 (af11 to af43), RFC 3246 (ef), RFC
    /// 5865 (voice-admit), RFC 8622 (le).
    private static func named(_ name: String) -> UInt8? {
        switch name {
        case "ef": return 46
        case "va", "voice-admit": return 44
        case "le": return 1
        default: break
        }
        let digits = name.utf8.dropFirst(2).map { Int($0) - 0x30 }
        if name.hasPrefix("cs"), digits.count == 1, (0...7).contains(digits[0]) {
            return UInt8(digits[0] * 8)
        }
        if name.hasPrefix("af"), digits.count == 2, (1...4).contains(digits[0]),
            (1...3).contains(digits[1])
        {
            return UInt8(digits[0] * 8 + digits[1] * 2)
        }
        return nil
    }

    private static func number(_ text: String) -> UInt8? {
        guard (1...2).contains(text.utf8.count), text == "0" || text.utf8.first != 0x30,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = UInt8(text),
            value <= 63
        else { return nil }
        return value
    }
}

extension Field {
    /// A class of traffic; nil after a report.
    func trafficClass() -> UInt8? {
        guard let scalar = scalar("class of traffic", write: TrafficClassText.suggestion) else {
            return nil
        }
        let value = TrafficClassText.parse(scalar.text)
        if value == nil {
            report(
                Mistake(
                    "\(Excerpt.of(scalar.text)) is no class of traffic",
                    TrafficClassText.suggestion))
        }
        return value
    }
}
