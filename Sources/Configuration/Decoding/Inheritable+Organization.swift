extension Inheritable {
    /// Takes over who attempts it, what its state needs, and on what it depends.
    mutating func readOrganization(
        _ mapping: inout MappingReader, _ limits: ConfigurationLimits
    ) {
        if let field = mapping.take("gateways") {
            gateways = field.isNull ? nil : Self.gateways(field, limits) ?? gateways
        }
        if let field = mapping.take("confirm") {
            confirmation = field.isNull ? nil : ConfirmationReader.read(field) ?? confirmation
        }
        if let field = mapping.take("depends_on") {
            parents = field.isNull ? [] : Self.parents(field, limits) ?? parents
        }
    }

    private static func gateways(_ field: Field, _ limits: ConfigurationLimits) -> [String]? {
        let suggestion = "write a list of vantage points such as [fra1, nyc1]"
        guard let items = field.items("list of gateways", write: suggestion) else { return nil }
        guard !items.isEmpty, items.count <= limits.gatewayCountMax else {
            field.report(
                Mistake(
                    items.isEmpty
                        ? "there are no gateways" : "\(items.count) gateways are too many",
                    items.isEmpty
                        ? "leave the key out for all of them"
                        : "write at most \(limits.gatewayCountMax)"))
            return nil
        }
        return items.compactMap { $0.name(limits) }
    }

    private static func parents(_ field: Field, _ limits: ConfigurationLimits) -> [Field]? {
        let suggestion = "write a list of probes such as [network/router]"
        guard let items = field.items("list of probes", write: suggestion) else { return nil }
        guard items.count <= limits.parentCountMax else {
            field.report(
                Mistake(
                    "\(items.count) probes are too many to depend on",
                    "write at most \(limits.parentCountMax)"))
            return nil
        }
        return items
    }
}
