internal import Network
internal import Probes

/// The account of a level: what it says replaces what the level around it says.
struct InheritedAccount {
    /// What holds.
    private(set) var choice = Accounts.Choice.none
    private let accounts: Accounts
    /// Where this very level names one, and not one around it.
    private var own: Field?

    /// No account, until one of these is named.
    init(among accounts: Accounts) {
        self.accounts = accounts
    }

    /// Takes over what a level says; `null` takes back what is inherited.
    mutating func read(_ mapping: inout MappingReader) {
        let field = mapping.take("account")
        own = field.flatMap { $0.isNull ? nil : $0 }
        if let field { choice = own == nil ? .none : accounts.choice(field) }
    }

    /// Settings that show the certificate of the account, unless they have one of their own.
    ///
    /// What is inherited need not have one.
    func supplying(_ reading: TLSReader.Reading) -> TLSReader.Reading {
        guard case .named(_, let account) = choice, let certificate = account.certificate else {
            return reading
        }
        guard let written = reading.certificate else {
            var reading = reading
            reading.settings.credentials = certificate
            return reading
        }
        if let own {
            let later = max(own.place.mark, written.place.mark) == own.place.mark ? own : written
            later.report(
                Mistake(
                    "both account and \(written.place.path.key) bring a certificate",
                    "leave one of the two"))
        }
        return reading
    }

    /// The account whose secrets a script says; nil where it says none.
    func account(of script: Script?) -> Account? {
        guard case .named(_, let account) = choice, script?.accountParts.isEmpty == false else {
            return nil
        }
        return account
    }

    /// Reports an account that the probe itself names, and nothing of it uses.
    func reportIdle(_ script: Script?, speaksTLS: Bool) {
        guard let own, case .named(let name, let account) = choice else { return }
        let isShown = speaksTLS && account.certificate != nil
        guard !isShown, self.account(of: script) == nil else { return }
        let uses = [
            account.certificate == nil ? nil : "write tls: {} to show its certificate",
            AccountPart.allCases.last(where: account.has).map {
                "send ${account.\($0.rawValue)} in a script"
            },
        ].compactMap(\.self)
        own.report(
            Mistake(
                "nothing here uses the account \(Excerpt.of(name))",
                (uses + ["leave it out"]).joined(separator: ", or ")))
    }
}
