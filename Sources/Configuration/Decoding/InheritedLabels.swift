/// The labels of a level: those of the level around it, with its own over them.
struct InheritedLabels {
    /// In the order of their names.
    private(set) var labels: [Label]

    /// These labels, in the order of their names.
    init(_ labels: [Label] = []) {
        self.labels = labels
    }

    /// Puts one over that of its name; an empty value takes it away.
    ///
    /// To Prometheus a label with an empty value and no such label are the same.
    mutating func set(_ label: Label) {
        // Names are unique, so that at most one label is in the way.
        let index = labels.firstIndex { $0.name >= label.name } ?? labels.endIndex
        let isKnown = index < labels.endIndex && labels[index].name == label.name
        labels.replaceSubrange(
            index..<(isKnown ? index + 1 : index), with: label.value.isEmpty ? [] : [label])
    }

    /// Takes over what a level says; an empty value takes a label away.
    mutating func read(_ field: Field, _ limits: ConfigurationLimits) {
        let suggestion = "write labels such as {tier: \"1\"}"
        guard let mapping = field.mapping("mapping of labels", write: suggestion) else { return }
        let fields = mapping.fields
        guard fields.count <= limits.labelCountMax else {
            report(fields.count, field, limits)
            return
        }
        for (name, field) in fields {
            guard let value = Self.value(name, field, limits) else { continue }
            set(Label(name: name, value: value))
        }
        guard labels.count > limits.labelCountMax else { return }
        report(labels.count, field, limits)
        labels = Array(labels.prefix(limits.labelCountMax))
    }

    private func report(_ count: Int, _ field: Field, _ limits: ConfigurationLimits) {
        field.report(
            Mistake(
                "\(count) labels are too many for a probe",
                "write at most \(limits.labelCountMax)"))
    }

    /// The value of a label; nil after a report.
    ///
    /// Where it `isFilled` with variables, `$${env.` is a literal `${env.`.
    static func value(
        _ name: String, _ field: Field, _ limits: ConfigurationLimits, isFilled: Bool = true
    ) -> String? {
        let isNameRight: Void? = field.attempt { () throws(Mistake) in
            try LabelName.check(name, bytesMax: limits.labelNameBytesMax)
        }
        let suggestion = "write text, or \"\" to take the label away"
        guard isNameRight != nil,
            let scalar = field.scalar("text", isTemplate: !isFilled, write: suggestion)
        else {
            return nil
        }
        return field.attempt { () throws(Mistake) in
            try Field.checkLength(scalar.text, bytesMax: limits.labelValueBytesMax)
            return scalar.text
        }
    }
}
