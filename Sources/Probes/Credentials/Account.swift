public import Network

/// Credentials that many probes share: who we are, and the files of what proves it.
///
/// A class, because many probes have the same one.
public final class Account: Sendable {
    /// 1 to 255 bytes; nil where it has none.
    public let username: String?
    /// Where its password is.
    public let password: SecretFile?
    /// Where its token is.
    public let token: SecretFile?
    /// Where the certificate is that it shows, and its key.
    public let certificate: TLSCredentialFiles?

    /// An account with these parts.
    public init(
        username: String? = nil, password: SecretFile? = nil, token: SecretFile? = nil,
        certificate: TLSCredentialFiles? = nil
    ) {
        self.username = username
        self.password = password
        self.token = token
        self.certificate = certificate
    }
}

/// A part of an account that can be said to a peer; the raw value is its name in a template.
public enum AccountPart: String, CaseIterable, Sendable {
    /// Who we are.
    case username
    /// What proves it.
    case password
    /// What proves it without a name, as a bearer token does (RFC 6750).
    case token
}

extension Account {
    /// Whether it has that part.
    public func has(_ part: AccountPart) -> Bool {
        switch part {
        case .username: username != nil
        case .password: password != nil
        case .token: token != nil
        }
    }

    /// The file of that part; nil for one that lies in none.
    public func file(of part: AccountPart) -> SecretFile? {
        switch part {
        case .username: nil
        case .password: password
        case .token: token
        }
    }

    /// Those of the parts that it has, as their files hold them now.
    public func secrets(
        _ parts: Set<AccountPart>, keptBy keeper: CredentialKeeper
    ) throws(CredentialsFault) -> [AccountPart: Secret] {
        var secrets: [AccountPart: Secret] = [:]
        for part in AccountPart.allCases where parts.contains(part) {
            if let file = file(of: part) {
                secrets[part] = try keeper.secret(in: file)
            } else if part == .username, let username {
                secrets[part] = Secret(Array(username.utf8))
            }
        }
        return secrets
    }
}

extension Account: Hashable {
    /// Whether both have the same parts.
    public static func == (left: Account, right: Account) -> Bool {
        left === right
            || (left.username, left.password) == (right.username, right.password)
                && (left.token, left.certificate) == (right.token, right.certificate)
    }

    /// Takes in what makes two of them the same.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(username)
        hasher.combine(password)
        hasher.combine(token)
        hasher.combine(certificate)
    }
}
