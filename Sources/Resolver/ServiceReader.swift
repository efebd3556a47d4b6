import Network

/// Reads services out of a message; `ares_parse_srv_reply` of c-ares 1.18 tells no time to live.
enum ServiceReader {
    /// The services of the name asked for, or of the one at the end of its chain of aliases.
    ///
    /// A record "." as its target says that the service is decidedly not available, and is none
    /// (RFC 2782). Throws ``ResolveError/noData`` where an alias leads to no such record,
    /// ``ResolveError/malformed`` where the message cannot be read, or answers something else.
    static func read(_ message: [UInt8]) throws(ResolveError) -> ReadAnswer {
        guard var section = AnswerSection(message) else { throw .malformed }
        var answer = Partial(of: section.question)
        let isEmpty = section.countLeft == 0
        while let record = section.next() { try answer.add(record, in: section) }
        guard section.countLeft == 0 else { throw .malformed }
        guard let seconds = answer.timeToLiveSeconds, answer.hasServices else {
            throw isEmpty || answer.alias != nil ? .noData : .malformed
        }
        let services = Set(answer.services).sorted().prefix(ResolverLimits.servicesMax)
        return ReadAnswer(
            .services(Array(services)), alias: answer.alias, timeToLiveSeconds: seconds)
    }

    /// What the records so far say together.
    private struct Partial {
        var services: [ServiceRecord] = []
        /// Whether there was a record at all, if one that says no.
        var hasServices = false
        var alias: String?
        var timeToLiveSeconds: Int64?
        /// Whose records count.
        private var owner: String

        init(of question: String) {
            owner = question.lowercased()
        }

        /// Takes a record; what is of another name or type is passed over.
        mutating func add(
            _ record: AnswerSection.Record, in section: AnswerSection
        ) throws(ResolveError) {
            guard record.recordClass == AnswerSection.internetClass,
                record.owner.lowercased() == owner
            else {
                return
            }
            switch record.type {
            case AnswerSection.aliasType:
                guard let target = name(at: 0, of: record, in: section) else { throw .malformed }
                alias = target
                owner = target.lowercased()
            case Question.RecordType.srv.rawValue:
                try addService(record, in: section)
            default: return
            }
            let seconds = record.timeToLiveSeconds
            timeToLiveSeconds = min(timeToLiveSeconds ?? seconds, seconds)
        }

        private mutating func addService(
            _ record: AnswerSection.Record, in section: AnswerSection
        ) throws(ResolveError) {
            guard let target = name(at: 6, of: record, in: section) else { throw .malformed }
            hasServices = true
            guard !target.isEmpty else { return }
            guard let host = DomainName(target) else { throw .malformed }
            let begin = record.data.lowerBound
            services.append(
                ServiceRecord(
                    priority: section.number(at: begin), weight: section.number(at: begin + 2),
                    port: section.number(at: begin + 4), target: host.description))
        }

        /// The name that takes all of the data from `offset` on.
        private func name(
            at offset: Int, of record: AnswerSection.Record, in section: AnswerSection
        ) -> String? {
            let place = record.data.lowerBound + offset
            guard let (text, length) = section.name(at: place),
                place + length == record.data.upperBound
            else { return nil }
            return text
        }
    }
}
