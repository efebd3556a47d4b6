/// What is wrong with a text, and what would be right; who throws it need not know where it stands.
struct Mistake: Error, Equatable {
    let message: String
    let suggestion: String

    init(_ message: String, _ suggestion: String) {
        self.message = message
        self.suggestion = suggestion
    }
}
