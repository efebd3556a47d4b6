import Configuration

/// The steps of a `query_response` as those of a script.
struct BlackboxScript {
    let file: ForeignFile
    /// Lines of a list, of which some are indented.
    private(set) var steps: [String] = []
    private(set) var notes: [String] = []
    private(set) var beginsTLS = false
    private var captureCount = 0
    private var captured: Set<String> = []

    init(file: ForeignFile) {
        self.file = file
    }

    /// Adds what one entry says: what it expects, then what it sends, then whether TLS begins.
    mutating func add(_ value: ForeignValue, _ what: String) throws(ImportError) {
        var entries = try file.entries(value, what)
        let expression = try file.text(entries.take("expect"), "\(what).expect")
        let bytes = try file.text(entries.take("expect_bytes"), "\(what).expect_bytes")
        let sent = try file.text(entries.take("send"), "\(what).send")
        let labels = try self.labels(entries.take("labels"), what)
        var template = BlackboxTemplate(sent ?? "")
        var names: [Int: String] = [:]
        if let expression, !expression.isEmpty {
            names = expect(expression, template, labels)
        } else {
            // What follows no match is sent as it stands.
            template = BlackboxTemplate((sent ?? "").replacing("$", with: "$$"))
            for (name, _) in labels { leaveOut(name, "has no expression") }
            if let bytes, !bytes.isEmpty {
                let hexadecimal = bytes.utf8.map { byte in
                    (byte < 16 ? "0" : "") + String(byte, radix: 16)
                }
                steps.append("- expect_hex: \"\(hexadecimal.joined(separator: " "))\"")
            }
        }
        if let sent, !sent.isEmpty { send(template, names) }
        if try file.flag(entries.take("starttls"), "\(what).starttls") == true {
            steps.append("- starttls: true")
            beginsTLS = true
        }
        notes += entries.notes(in: "query_response.")
    }

    /// Appends the step of an expression; returns the names of its groups.
    private mutating func expect(
        _ expression: String, _ template: BlackboxTemplate, _ labels: [(String, BlackboxTemplate)]
    ) -> [Int: String] {
        if ["", ".*", "^.*", ".*$", "^.*$", "^", "$"].contains(expression) {
            steps.append("- expect: \"\(BlackboxExpression.anyLine)\"")
            for (name, _) in labels { leaveOut(name, "has no group") }
            return [:]
        }
        var wanted: [Int: String] = [:]
        var shown: [Int] = []
        for (name, value) in labels {
            // A label that is one group is that group, by the name of the label.
            guard value.numbers.count == 1, value.isOneGroup, let number = value.numbers.first,
                wanted[number] == nil
            else {
                leaveOut(name, "is not one group with a number, of which no other label is")
                continue
            }
            if let reason = ForeignLabel.refusalAsCapture(name) {
                leaveOut(name, reason)
                continue
            }
            guard captured.insert(name).inserted else {
                leaveOut(name, "is captured already")
                continue
            }
            wanted[number] = name
            shown.append(number)
        }
        for number in template.numbers where number > 0 && wanted[number] == nil {
            repeat {
                captureCount += 1
                wanted[number] = "group\(captureCount)"
            } while expression.contains("<group\(captureCount)>")
        }
        let translated = BlackboxExpression(expression, naming: wanted)
        steps.append("- expect: \(YAMLText.quoted(translated.text))")
        for number in shown where translated.names[number] == nil {
            leaveOut(wanted[number] ?? "", "is a group that is not there")
        }
        let captures = shown.compactMap { translated.names[$0] }
        if !captures.isEmpty {
            let list = captures.map { "\($0): label" }.joined(separator: ", ")
            steps.append("  capture: {\(list)}")
        }
        return translated.names
    }

    private mutating func leaveOut(_ label: String, _ reason: String) {
        notes.append("query_response.labels: \(YAMLText.shown(label)) \(reason), and is left out")
    }

    private mutating func send(_ template: BlackboxTemplate, _ names: [Int: String]) {
        var text = ""
        for piece in template.pieces {
            switch piece {
            case .text(let literal): text += literal.replacing("${", with: "$${")
            case .group(let name):
                let known: String? =
                    Int(name).flatMap { names[$0] } ?? names.values.first { $0 == name }
                if let known {
                    text += "${capture.\(known)}"
                } else {
                    notes.append(
                        "query_response.send: the group \(YAMLText.shown(name)) is not known, and "
                            + "nothing is sent for it")
                }
            }
        }
        steps.append("- send: \(YAMLText.quoted(text + "\n"))")
    }

    private func labels(
        _ value: ForeignValue?, _ what: String
    ) throws(ImportError) -> [(String, BlackboxTemplate)] {
        var labels: [(String, BlackboxTemplate)] = []
        for item in try file.items(value, "\(what).labels") {
            var entries = try file.entries(item, "\(what).labels")
            let name = try file.text(entries.take("name"), "\(what).labels.name") ?? ""
            let text = try file.text(entries.take("value"), "\(what).labels.value") ?? ""
            labels.append((name, BlackboxTemplate(text)))
        }
        return labels
    }
}

extension BlackboxTemplate {
    /// Whether it is a single group, and nothing beside it.
    var isOneGroup: Bool {
        pieces.allSatisfy { if case .text(let text) = $0 { text.isEmpty } else { true } }
    }
}
