import Probes
import Testing

/// What servers of lines of text were heard to say has one verdict, however it arrives.
@Suite struct TextServiceTests {
    private func recordings() throws -> [Recording] {
        try MailRecordings.all.get() + TextRecordings.all.get() + UpgradeRecordings.all.get()
    }

    @Test func `each recording ends as it must`() throws {
        for recording in try recordings() {
            let outcome = recording.play()
            #expect(outcome.ending == recording.expected, "\(recording.name)")
        }
    }

    @Test func `a recording ends the same in every split`() throws {
        for recording in try recordings() {
            let whole = recording.play()
            for cut in 0..<recording.byteCount {
                let outcome = recording.play { $0 == cut }
                #expect(outcome == whole, "\(recording.name), cut after \(cut) bytes")
            }
        }
    }

    @Test func `a recording ends the same byte by byte`() throws {
        for recording in try recordings() {
            #expect(recording.play { _ in true } == recording.play(), "\(recording.name)")
        }
    }

    @Test func `clear text after a go-ahead never passes for a secret`() throws {
        for recording in try UpgradeRecordings.injected() {
            #expect(recording.play().ending == recording.expected, "\(recording.name)")
            for cut in 0..<recording.byteCount {
                let ending = recording.play { $0 == cut }.ending
                let isRefused = [recording.expected, .failure(.tlsProtocol)].contains(ending)
                #expect(isRefused, "\(recording.name), cut after \(cut) bytes: \(ending)")
            }
        }
    }

    @Test func `nothing is said before TLS but what asks for it`() throws {
        let recordings = try recordings().filter { $0.script.startsTLS }
        #expect(!recordings.isEmpty)
        for recording in recordings where recording.expected == .success() {
            let outcome = recording.play()
            let count = try #require(outcome.sentBeforeTLS)
            let sent = String(decoding: outcome.sent.prefix(count), as: UTF8.self).lowercased()
            let asks = ["starttls\r\n", "stls\r\n", "auth tls\r\n", "xmpp-tls'/>"]
            #expect(asks.contains { sent.hasSuffix($0) }, "\(recording.name): \(sent)")
        }
    }

    @Test func `SSH is told why we leave`() throws {
        let recording = try #require(TextRecordings.all.get().first)
        let sent = recording.play().sent
        let identification = Array("SSH-2.0-Sonde\r\n".utf8)
        #expect(sent.starts(with: identification))
        // RFC 4253 section 6: the length without its own field, and a multiple of eight with it.
        let packet = sent.dropFirst(identification.count)
        #expect(packet.count == 24)
        #expect(packet.starts(with: [0, 0, 0, 20]))
    }

    @Test func `HTTP names the host as it is configured`() throws {
        let recording = Recording("", try .service("http"), says: [], .silence(.timeout))
        let sent = String(decoding: recording.play().sent, as: UTF8.self)
        #expect(sent.hasPrefix("HEAD / HTTP/1.1\r\nHost: mail.sonde.test\r\n"))
        #expect(sent.hasSuffix("\r\nConnection: close\r\n\r\n"))
    }
}
