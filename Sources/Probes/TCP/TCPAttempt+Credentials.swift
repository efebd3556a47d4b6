import Network
import Time
import Wire

/// Who we are in one attempt.
struct AttemptCredentials: Sendable {
    /// What a script may say of the account.
    var account: [AccountPart: Secret] = [:]
    /// What the proxy is told.
    var proxy: ProxyCredentials?

    /// What is hidden where it comes back, from the target or from who plays the proxy.
    var secrets: [Secret] {
        guard let proxy else { return Array(account.values) }
        let username = Array(proxy.username.utf8)
        let pair = username + [UInt8(ascii: ":")] + proxy.password
        return account.values + [username, proxy.password, pair].map(Secret.init)
    }
}

// Who we are.
extension TCPAttempt {
    /// Takes what credentials are now, before anything is said to anybody.
    mutating func takeCredentials() throws(AttemptFailure) {
        guard probe.hasCredentials, credentials == nil else { return }
        var taken = AttemptCredentials()
        do throws(CredentialsFault) {
            if let account = probe.options.account {
                taken.account = try account.secrets(
                    probe.accountParts, keptBy: world.credentials)
            }
            if let login = probe.options.proxy?.login {
                taken.proxy = ProxyCredentials(
                    username: login.username,
                    password: try world.credentials.secret(in: login.password).bytes)
            }
        } catch {
            throw AttemptFailure(inconclusive: .credentials, detail: error.description)
        }
        credentials = taken
        // What reading a file takes belongs to no phase.
        report.startedAt = world.time.now
    }
}
