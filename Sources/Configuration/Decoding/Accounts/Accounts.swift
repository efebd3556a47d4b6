internal import Probes

/// The accounts of a configuration, to which probes and proxies refer by name.
struct Accounts {
    /// Nothing for one that has been reported.
    var known: [String: Account?] = [:]

    /// What is said of an account.
    enum Choice {
        /// To have none.
        case none
        /// To have one that cannot be known, which has been reported.
        case unknown
        /// To have that one.
        case named(String, Account)
    }

    /// The account of that name.
    func choice(_ field: Field) -> Choice {
        let names = known.keys.sorted()
        let suggestion =
            names.isEmpty
            ? "write it under accounts: at the top of the file"
            : "known here: \(names.prefix(10).map(Excerpt.of).joined(separator: ", "))"
        guard let scalar = field.scalar("name of an account", write: suggestion) else {
            return .unknown
        }
        guard let account = known[scalar.text] else {
            let nearest = NearestName.to(scalar.text, among: names)
            field.report(
                Mistake(
                    "there is no account \(Excerpt.of(scalar.text))",
                    nearest.map { "did you mean \(Excerpt.of($0))?" } ?? suggestion))
            return .unknown
        }
        return account.map { .named(scalar.text, $0) } ?? .unknown
    }
}
