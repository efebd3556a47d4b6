/// The way from the top of a file to a setting.
indirect enum SettingPath {
    case top
    case key(SettingPath, String)
    case item(SettingPath, Int)

    /// How many steps lead there: a setting of a probe lies deeper than one of its server.
    var depth: Int {
        switch self {
        case .top: 0
        case .key(let outer, _), .item(let outer, _): outer.depth + 1
        }
    }

    /// The key at its end; empty where there is none.
    var key: String {
        if case .key(_, let key) = self { key } else { "" }
    }

    /// `servers[0].probes[2].port`.
    var dotted: String {
        switch self {
        case .top:
            return ""
        case .item(let outer, let index):
            return "\(outer.dotted)[\(index)]"
        case .key(let outer, let key):
            let before = outer.dotted
            return before.isEmpty ? Excerpt.of(key) : "\(before).\(Excerpt.of(key))"
        }
    }
}
