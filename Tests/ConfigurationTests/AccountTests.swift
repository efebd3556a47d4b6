import Configuration
import Network
import Probes
import Testing

/// What a configuration says of accounts.
struct AccountTests {
    private static func load(_ files: FakeFiles = .forFixtures) throws -> [String: ProbeSettings] {
        let bytes = try #require(FixtureFolder.bytes(of: "accounts.yml", in: "valid"))
        let settings = try ConfigurationLoader(files: files)
            .load(bytes, name: "accounts.yml", directory: "/etc/sonde")
        return Dictionary(uniqueKeysWithValues: settings.probes.map { ($0.qualifiedName, $0) })
    }

    private static let password = SecretFile("/etc/sonde/proxy-password")
    private static let token = SecretFile("/etc/sonde/token")
    private static let mesh = TLSCredentialFiles(
        certificate: "/etc/sonde/authority.pem", key: "/etc/sonde/key.pem")
    private static let both = TLSCredentialFiles(
        certificate: "/etc/sonde/both.pem", key: "/etc/sonde/both.pem")

    @Test(arguments: [
        ("web/inherited", mesh), ("web/own-files", both), ("web/own-account", both),
        ("web/taken-back", nil), ("web/upgraded", mesh), ("web/imaps", mesh),
        ("mail/without", nil), ("mail/bearer", both),
    ])
    func `the certificate of an account is shown where no other one is written`(
        name: String, files: TLSCredentialFiles?
    ) throws {
        let tls = try #require(try Self.load()[name]?.options.tls)
        #expect(tls.credentials == files)
    }

    @Test func `what an account brings beside a certificate changes no settings of TLS`() throws {
        let probes = try Self.load()
        #expect(probes["web/clear"]?.options.tls == nil)
        #expect(probes["web/own-account"]?.options.tls?.verify == false)
        #expect(probes["web/inherited"]?.options.tls?.serverName == "example.com")
    }

    @Test func `a probe has the account whose secrets its script says, and else none`() throws {
        let probes = try Self.load()
        let accounts = probes.compactMapValues(\.options.account)
        #expect(
            accounts == [
                "mail/pop": Account(username: "monitor", password: Self.password),
                "mail/bearer": Account(
                    username: "a:b", password: SecretFile("/etc/sonde/long-password"),
                    token: Self.token, certificate: Self.both),
            ])
        #expect(probes["mail/pop"]?.options.secretFiles == [Self.password])
        // What a script does not say, its attempts do not need.
        #expect(probes["mail/bearer"]?.options.secretFiles == [Self.token])
    }

    @Test func `a script says parts of an account by their names`() throws {
        let script = try #require(try Self.load()["mail/pop"]?.options.script)
        #expect(
            script.steps[1]
                == .send([
                    "USER ", .account(.username), "\r\nPASS ", .account(.password), "\r\n",
                ]))
        #expect(script.accountParts == [.username, .password])
        #expect(
            script.text(of: StepPlace(origin: .script, number: 2))
                == #"send "USER ${account.username}\r\nPASS ***\r\n""#)
    }

    @Test func `a proxy is told the name and the password of an account`() throws {
        let probes = try Self.load()
        let proxy = try #require(probes["proxied/inherited"]?.options.proxy)
        #expect(
            proxy.login
                == ProxySettings.Login(
                    username: "monitor", passwordFile: "/etc/sonde/proxy-password"))
        // Of a SOCKS proxy it is said in one byte how long it is.
        #expect(proxy.login?.password.bytesMax == 255)
        #expect(probes["proxied/direct"]?.options.proxy == nil)
    }

    @Test func `all files of credentials are named, each once`() throws {
        let settings = Settings(probes: Array(try Self.load().values))
        let proxy = SecretFile("/etc/sonde/proxy-password", bytesMax: 255)
        #expect(settings.namedCredentials.secrets == [Self.password, Self.token, proxy])
        #expect(settings.namedCredentials.certificates == [Self.mesh, Self.both])
    }

    @Test func `a secret is read once for each of its uses, and what it holds is not kept`() throws
    {
        let files = FakeFiles.forFixtures
        let probes = try Self.load(files)
        #expect(files.readingCount(of: "/etc/sonde/proxy-password") == 2)
        #expect(files.readingCount(of: "/etc/sonde/token") == 1)
        #expect(files.readingCount(of: "/etc/sonde/key.pem") == 1)
        var dumped = ""
        dump(probes, to: &dumped)
        #expect(dumped.contains("proxy-password"))
        #expect(!dumped.contains("hunter2") && !dumped.contains("pppp"))
    }

    @Test func `another account is another thing to do`() throws {
        let account = Account(username: "a", password: Self.password, token: Self.token)
        let same = Account(username: "a", password: Self.password, token: Self.token)
        #expect(account == same)
        #expect(account.hashValue == same.hashValue)
        for other in [
            Account(username: "b", password: Self.password, token: Self.token),
            Account(username: "a", password: Self.token, token: Self.token),
            Account(username: "a", password: Self.password, token: Self.password),
            Account(
                username: "a", password: Self.password, token: Self.token, certificate: Self.mesh),
        ] { #expect(account != other) }
    }

    @Test func `a file may hold as many bytes as its limit, and its end of a line`() throws {
        func refusal(_ count: Int) -> String? {
            let secret = [UInt8](repeating: 0x70, count: count) + Array("\r\n".utf8)
            let text =
                "accounts: {api: {token_file: token}}\n"
                + "servers: [{name: a, probes: [{name: b, host: c, port: 1}]}]\n"
            do throws(ConfigurationErrors) {
                _ = try ConfigurationLoader(files: FakeFiles(["token": .success(secret)]))
                    .load(Array(text.utf8), name: "sonde.yml", directory: "")
                return nil
            } catch {
                return error.description
            }
        }
        #expect(CredentialLimits.secretBytesMax == 4_096)
        #expect(refusal(4_096) == nil)
        #expect(
            refusal(4_097)
                == "sonde.yml:1:18: accounts.api.token_file: token: it has more than 4096 bytes; "
                + "write the token into its only line, in at most 4096 bytes")
    }
}
