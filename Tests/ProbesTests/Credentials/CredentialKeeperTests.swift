import Network
import Probes
import Simulation
import Testing

/// What is known of the files of credentials, and when it is read again.
struct CredentialKeeperTests {
    private static let file = SecretFile("/run/token")
    private static let paths = TLSCredentialFiles(certificate: "/own.pem", key: "/own.key")

    private let files = SimulatedFiles()
    private let log = RecordedLog()
    private let keeper: CredentialKeeper

    init() {
        keeper = CredentialKeeper(files: files, tls: SimulatedTLS(), log: log)
    }

    private func text(_ file: SecretFile = file) throws -> String {
        String(decoding: try keeper.secret(in: file).bytes, as: UTF8.self)
    }

    private func fault(_ file: SecretFile = file) -> CredentialsFault? {
        do throws(CredentialsFault) {
            _ = try keeper.secret(in: file)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        ("open\n", "open"), ("open\r\n", "open"), ("open", "open"), (" a b ", " a b "),
        ("a\rb\n", "a\rb"),
    ])
    func `a secret is the only line of its file`(content: String, secret: String) throws {
        files.set(Self.file.path, content)
        #expect(try text() == secret)
    }

    @Test func `a secret is read once, and again when its file has changed`() throws {
        files.set(Self.file.path, "first")
        for _ in 0..<3 { #expect(try text() == "first") }
        #expect(files.readCount == 1)
        files.set(Self.file.path, "second")
        for _ in 0..<3 { #expect(try text() == "second") }
        #expect(files.readCount == 2)
        #expect(log.lines.isEmpty)
    }

    @Test(arguments: [
        ("", "it is empty"), ("\r\n", "it is empty"), ("a\nb\n", "it has more than one line"),
        (String(repeating: "p", count: 4_097), "it has more than 4096 bytes"),
    ])
    func `what is no secret is told, and nothing of it`(content: String, problem: String) {
        files.set(Self.file.path, content)
        #expect(fault()?.description == "/run/token: \(problem)")
    }

    @Test(arguments: [
        (FileError.notRegular, "it is no regular file"), (.permission, "permission denied"),
    ])
    func `what others may read and is no file of a secret is told as that`(
        error: FileError, problem: String
    ) {
        files.set(Self.file.path, failing: error)
        files.set(Self.file.path, isReadableByOthers: true)
        #expect(fault()?.description == "/run/token: \(problem)")
        files.set(Self.file.path, "a\nb\n")
        #expect(fault()?.description == "/run/token: it has more than one line")
    }

    @Test func `a file that others may read is not used, whatever it was before`() throws {
        files.set(Self.file.path, "open")
        #expect(try text() == "open")
        files.set(Self.file.path, isReadableByOthers: true)
        #expect(
            fault()?.description
                == "/run/token: others may read it; run chmod o-r /run/token")
        files.set(Self.file.path, isReadableByOthers: false)
        #expect(try text() == "open")
        #expect(
            log.messages() == ["Credentials cannot be used", "Credentials can be used again"])
        #expect(log.lines.allSatisfy { $0["file"] == "/run/token" })
    }

    @Test func `the key of a certificate may not be read by others, and the certificate may`()
        throws
    {
        for path in [Self.paths.certificate, Self.paths.key] { files.set(path, "same") }
        files.set(Self.paths.certificate, isReadableByOthers: true)
        let first = try keeper.certificate(in: Self.paths)
        #expect(try keeper.certificate(in: Self.paths) === first)
        files.set(Self.paths.key, isReadableByOthers: true)
        let fault = #expect(throws: CredentialsFault.self) {
            try keeper.certificate(in: Self.paths)
        }
        #expect(fault?.description == "/own.key: others may read it; run chmod o-r /own.key")
        #expect(keeper.fault(of: Self.paths) == fault)
        files.set(Self.paths.key, isReadableByOthers: false)
        _ = try keeper.certificate(in: Self.paths)
        #expect(keeper.fault(of: Self.paths) == nil)
        // Both in one file are as secret as the key.
        let both = TLSCredentialFiles(certificate: "/own.pem", key: "/own.pem")
        #expect(throws: CredentialsFault.self) { try keeper.certificate(in: both) }
    }

    @Test func `a key that is replaced alone is read again`() throws {
        for path in [Self.paths.certificate, Self.paths.key] { files.set(path, "same") }
        _ = try keeper.certificate(in: Self.paths)
        files.set(Self.paths.key, "other")
        #expect(throws: CredentialsFault.self) { try keeper.certificate(in: Self.paths) }
    }

    @Test func `what goes bad is logged once, and once when it is good again`() throws {
        files.set(Self.file.path, "open")
        _ = try text()
        for error in [FileError.missing, .permission, .missing] {
            files.set(Self.file.path, failing: error)
            for _ in 0..<3 { #expect(fault() != nil) }
        }
        files.set(Self.file.path, "open")
        for _ in 0..<3 { _ = try text() }
        #expect(
            log.messages() == ["Credentials cannot be used", "Credentials can be used again"])
        #expect(log.lines.first?["detail"] == "there is no such file")
        #expect(log.lines.map(\.level) == [.error, .info])
    }

    @Test func `what was never good is told by who asks`() {
        #expect(fault()?.description == "/run/token: there is no such file")
        #expect(log.lines.isEmpty)
    }

    @Test func `one file is kept for each length that its users can bear`() throws {
        files.set(Self.file.path, String(repeating: "p", count: 256))
        #expect(try text().count == 256)
        #expect(
            fault(SecretFile(Self.file.path, bytesMax: 255))?.description
                == "/run/token: it has more than 255 bytes")
    }

    @Test func `what nobody names any more is forgotten, and the rest is not`() throws {
        files.set(Self.file.path, "open")
        files.set("/run/other", "open")
        for path in [Self.paths.certificate, Self.paths.key] { files.set(path, "same") }
        let other = SecretFile("/run/other")
        func use() throws {
            _ = (try text(), try text(other), try keeper.certificate(in: Self.paths))
        }
        try use()
        #expect(files.readCount == 4)
        var named = NamedCredentials()
        named.secrets = [other]
        keeper.forget(allBut: named)
        try use()
        // The other one was not read again.
        #expect(files.readCount == 7)
    }
}
