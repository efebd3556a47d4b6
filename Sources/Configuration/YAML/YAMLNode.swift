/// A value of a YAML document, and where it begins.
struct YAMLNode {
    let mark: Mark
    let content: Content

    enum Content {
        /// A single value; plain when it stands without quotes and is no block of text.
        case scalar(String, isPlain: Bool)
        case sequence([YAMLNode])
        /// In the order of the file, no key twice.
        case mapping([YAMLPair])
        /// An alias; it has been reported, so that nobody need say more about it.
        case unusable
    }
}

/// A key of a mapping, and its value.
struct YAMLPair {
    let key: String
    let mark: Mark
    let value: YAMLNode
}
