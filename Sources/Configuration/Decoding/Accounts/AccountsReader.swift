internal import Network
internal import Probes

/// Reads `accounts`: names of users, and the files of what is secret.
///
/// Nothing that stands where a secret may stand is shown.
struct AccountsReader {
    let certificates: TLSReader
    let secrets: SecretFiles
    let limits: ConfigurationLimits

    private static let example = "{username: monitor, password_file: /run/credentials/mailbox}"
    private static let parts =
        "username: and password_file:, certificate_file: and key_file:, or token_file:"

    /// Each of them by its name.
    func accounts(_ field: Field) -> Accounts {
        let suggestion = "write accounts such as {mailbox: \(Self.example)}"
        guard let mapping = mapping(field, "the accounts are no mapping", suggestion) else {
            return Accounts()
        }
        let fields = mapping.fields
        guard fields.count <= limits.accountCountMax else {
            field.report(
                Mistake(
                    "\(fields.count) accounts are too many",
                    "write at most \(limits.accountCountMax)"))
            return Accounts()
        }
        var accounts = Accounts()
        for (name, field) in fields {
            field.attempt { () throws(Mistake) in
                try NameText.check(name, scalarsMax: limits.nameScalarsMax)
            }
            accounts.known[name] = .some(account(field))
        }
        return accounts
    }

    private func mapping(
        _ field: Field, _ message: String, _ suggestion: String
    ) -> MappingReader? {
        switch field.node.content {
        case .scalar where !field.isNull, .sequence:
            field.report(Mistake(message, suggestion))
            return nil
        case .scalar, .mapping, .unusable:
            return field.mapping("mapping", write: suggestion)
        }
    }

    private func account(_ field: Field) -> Account? {
        let suggestion = "write a mapping such as \(Self.example)"
        guard var mapping = mapping(field, "the account is no mapping", suggestion) else {
            return nil
        }
        let inline = refuseInline(&mapping)
        let username = mapping.take("username")
        let password = mapping.take("password_file")
        let certificate = mapping.peek("certificate_file") ?? mapping.peek("key_file")
        var files: TLSCredentialFiles?
        if inline.contains("key") {
            // That its key lacks has been said in better words.
            (_, _) = (mapping.take("certificate_file"), mapping.take("key_file"))
        } else {
            files = certificates.readCredentials(&mapping)
        }
        let token = mapping.take("token_file")
        mapping.reportUnknownKeys()
        let account = Account(
            username: username?.username(limits), password: password.flatMap(file("password")),
            token: token.flatMap(file("token")), certificate: files)
        guard inline.isEmpty, !mapping.hasUnknownKeys else { return nil }
        if [username, password, certificate, token].allSatisfy({ $0 == nil }) {
            field.report(Mistake("there is nothing in the account", "write \(Self.parts)"))
            return nil
        }
        if let username, password == nil {
            username.report(
                Mistake("a username without a password", "write password_file: beside it"))
            return nil
        }
        // What could not be read has been reported.
        let isWhole =
            (account.username == nil) == (username == nil)
            && (account.password == nil) == (password == nil)
            && (account.certificate == nil) == (certificate == nil)
            && (account.token == nil) == (token == nil)
        return isWhole ? account : nil
    }

    /// Reports secrets that are written where only the names of their files may be.
    private func refuseInline(_ mapping: inout MappingReader) -> [String] {
        ["password", "token", "key"].filter { mapping.refuse($0, Mistake(inline: $0)) }
    }

    private func file(_ noun: String) -> (Field) -> SecretFile? {
        { field in
            field.path(limits).flatMap { path in
                field.attempt { () throws(Mistake) in
                    try secrets.file(
                        path, of: noun, bytesMax: CredentialLimits.secretBytesMax)
                }
            }
        }
    }
}

extension Mistake {
    /// A password, token or key is written down.
    init(inline noun: String) {
        self.init(
            "no \(noun) stands in the configuration itself",
            "write \(noun)_file: with the path of a file that holds it")
    }
}

extension Field {
    /// The name of a user.
    func username(_ limits: ConfigurationLimits) -> String? {
        let suggestion = "write the name of a user"
        guard let scalar = scalar("username", write: suggestion) else { return nil }
        return attempt { () throws(Mistake) in
            guard !scalar.text.isEmpty else { throw Mistake("the username is empty", suggestion) }
            try Self.checkLength(scalar.text, bytesMax: limits.usernameBytesMax)
            guard scalar.text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else {
                throw Mistake(
                    "the username has control characters", "write letters, digits and the like")
            }
            return scalar.text
        }
    }
}
