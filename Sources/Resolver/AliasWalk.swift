/// Finds the name at the end of a chain of aliases.
///
/// The `h_name` of c-ares 1.18 is where the first alias of the chain points, not the last.
enum AliasWalk {
    /// The target of the last CNAME record (RFC 1035 section 3.3.1) among the answers, if any.
    static func end(of message: [UInt8]) -> String? {
        guard var section = AnswerSection(message) else { return nil }
        var last: String?
        while let record = section.next() {
            if record.type == AnswerSection.aliasType,
                let target = section.name(at: record.data.lowerBound)?.text
            {
                last = target
            }
        }
        return last
    }
}
