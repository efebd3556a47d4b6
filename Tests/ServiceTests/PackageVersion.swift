import Workbench

/// The version of an installed package of Debian (deb-version(7)).
struct PackageVersion {
    /// Of those who wrote it: `9.2p1`.
    let upstream: String
    /// Of Debian: `2+deb12u10`.
    let revision: String

    /// Nil where it is not installed, or this is no Debian.
    init?(of package: String) {
        guard
            let end = try? ChildProcess("dpkg-query", ["-W", "-f", "${Version}", package]).end(),
            end.status == 0, !end.output.isEmpty
        else { return nil }
        let text = end.output.split(separator: ":").last ?? ""
        let mark = text.lastIndex(of: "-") ?? text.endIndex
        // What Debian leaves out of the source is told behind a plus.
        upstream = String(text[..<mark].prefix { $0 != "+" })
        revision = String(text[mark...].dropFirst())
    }
}

extension String {
    /// Whether it is a pattern in which `*` stands for anything.
    func fits(_ pattern: String) -> Bool {
        let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
        guard let first = parts.first, let last = parts.last, hasPrefix(first) else { return false }
        guard parts.count > 1 else { return self == pattern }
        var rest = dropFirst(first.count)
        for part in parts.dropFirst().dropLast() {
            guard
                let found = part.isEmpty
                    ? rest.startIndex..<rest.startIndex : rest.firstRange(of: part)
            else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.hasSuffix(last)
    }
}
