import Network
import TLS
import Testing
import Time

struct CertificateFactsTests {
    private func facts(_ change: (inout CertificateRequest) -> Void) throws -> CertificateFacts {
        var request = World.request()
        change(&request)
        let pem = try CertificateAuthority.selfSigned(request).certificate
        return try #require(CertificateReader.facts(der: Base64.decodedPEM(pem)))
    }

    @Test(arguments: [
        (Int64(0), "00"), (1, "01"), (0xabc, "0abc"), (.max, "7fffffffffffffff"), (-255, "-ff"),
    ])
    func `a serial number is hexadecimal, byte by byte`(number: Int64, text: String) throws {
        #expect(try facts { $0.serialNumber = number }.serialNumber == text)
    }

    @Test func `of an endless serial number the beginning is kept`() throws {
        var request = World.request()
        request.serialNumber = .max
        var der = try Base64.decodedPEM(CertificateAuthority.selfSigned(request).certificate)
        // Two sequences with lengths of two bytes, five bytes of version, then the number.
        #expect(der[13...].starts(with: [2, 8, 0x7f]))
        let long = [UInt8](repeating: 0x11, count: 120)
        der.replaceSubrange(13..<23, with: [2, UInt8(long.count)] + long)
        for position in [2, 6] {
            let length = Int(der[position]) << 8 + Int(der[position + 1]) + long.count - 8
            der[position] = UInt8(length >> 8)
            der[position + 1] = UInt8(length & 0xff)
        }
        let facts = try #require(CertificateReader.facts(der: der))
        let kept = String(repeating: "11", count: TLSLimits.serialNumberBytesMax)
        #expect(facts.serialNumber == kept)
    }

    @Test(arguments: [
        (Int64(-631_152_000), Int64(2_524_607_999)), (-1, 0), (0, 2_524_608_000),
        (1_800_000_001, 9_223_372_036), (-631_152_000, 253_402_300_799),
        (-9_223_372_037, 9_223_372_037), (-62_167_219_200, -62_135_596_800),
    ])
    func `dates are told to the second, from the year 0 to 9999`(start: Int64, end: Int64) throws {
        let facts = try facts {
            $0.notBefore = WallTime(secondsSinceEpoch: start)
            $0.notAfter = WallTime(secondsSinceEpoch: end)
        }
        #expect(facts.notBefore == WallTime(secondsSinceEpoch: start))
        #expect(facts.notAfter == WallTime(secondsSinceEpoch: end))
    }

    @Test(arguments: [
        // RFC 5280 section 4.1.2.5: the end of what has no well-defined one.
        ("99991231235959Z", Int64(253_402_300_799)),
        ("22620411234717Z", 9_223_372_037),
        ("16770921001242Z", -9_223_372_038),
        ("00010101000000Z", -62_135_596_800),
        ("00000101000000Z", -62_167_219_200),
        // What is no date is long past.
        ("20271325080000Z", -62_167_219_200),
        ("2027042508000\0Z", -62_167_219_200),
    ])
    func `dates are what is written, and what is malformed is the first of them`(
        written: String, seconds: Int64
    ) throws {
        var request = World.request()
        request.notAfter = WallTime(secondsSinceEpoch: 4_000_000_000)
        let pem = try CertificateAuthority.selfSigned(request).certificate
        var der = try Base64.decodedPEM(pem)
        let date = Array("20961002070640Z".utf8)
        let position = try #require(der.indices.first { der[$0...].starts(with: date) })
        der.replaceSubrange(position..<(position + date.count), with: Array(written.utf8))
        let notAfter = CertificateReader.facts(der: der)?.notAfter
        #expect(notAfter == WallTime(secondsSinceEpoch: seconds))
    }

    @Test func `a name is RFC 2253 with its letters as they are`() throws {
        let facts = try facts { $0.commonName = "Ünïcode, \"Ltd\" + more 漢" }
        #expect(facts.subject == #"CN=Ünïcode\, \"Ltd\" \+ more 漢"#)
        #expect(facts.commonName == "Ünïcode, \"Ltd\" + more 漢")
        #expect(facts.issuer == facts.subject)
    }

    @Test func `control characters never get out`() throws {
        let facts = try facts {
            $0.commonName = "a\u{1}b\u{202e}c"
            $0.alternativeNames = [.dns("shop.example.com\0.evil\n\u{7f}")]
        }
        #expect(facts.commonName == "a\u{fffd}b\u{fffd}c")
        #expect(facts.subject == "CN=a\\01b\u{fffd}c")
        #expect(facts.alternativeNames == ["shop.example.com\u{fffd}.evil\u{fffd}\u{fffd}"])
    }

    @Test func `alternative names and their number are bounded`() throws {
        let long = String(repeating: "x", count: TLSLimits.nameBytesMax)
        let wide = String(repeating: "x", count: TLSLimits.nameBytesMax - 1)
        let names = [CertificateName.dns(long + "y"), .dns(wide + "ß")]
        let many = (0..<200).map { CertificateName.dns("\($0).example.com") }
        let facts = try facts { $0.alternativeNames = names + many }
        #expect(facts.alternativeNames.count == TLSLimits.alternativeNamesMax)
        #expect(facts.alternativeNames.first == long)
        // A letter that the limit cuts is left out, or shown as one that cannot be read.
        #expect(facts.alternativeNames.dropFirst().first?.hasPrefix(wide) == true)
        #expect(facts.alternativeNames.allSatisfy { $0.utf8.count <= TLSLimits.nameBytesMax })
    }

    @Test func `addresses stand among the alternative names`() throws {
        let address = try #require(IPAddress("2001:db8::7"))
        let facts = try facts {
            $0.alternativeNames = [.dns("a.example"), .address(.loopback4), .address(address)]
        }
        #expect(facts.alternativeNames == ["a.example", "127.0.0.1", "2001:db8::7"])
    }

    @Test func `what is no certificate has no facts`() {
        for bytes in [[], [0x30], [0x30, 0x80], Array("-----BEGIN CERTIFICATE-----".utf8)] {
            #expect(CertificateReader.facts(der: bytes) == nil)
        }
    }
}
