import Configuration
import Network
import Time
import Workbench

/// Finds the keys of a configuration as a user would: writes one that there is not, and reads which
/// ones are known there.
enum KeyDiscovery {
    /// Each key with the place where it may stand: `top gateway`, `probe tls.verify`.
    static let keys: Set<String> = {
        var keys: Set<String> = []
        discover([], depth: 0, &keys)
        return keys
    }()

    private enum Step: Equatable {
        case key(String)
        case item
    }

    private static let depthMax = 12
    /// No slip of the finger leads from it to a key, since it has no letter.
    private static let unknown = "0"

    private static func discover(_ path: [Step], depth: Int, _ keys: inout Set<String>) {
        precondition(depth < depthMax, "mappings without end")
        for name in known(in: path) {
            keys.insert(written(path, name))
            for inner in [[Step.key(name)], [.key(name), .item]] {
                discover(path + inner, depth: depth + 1, &keys)
            }
        }
    }

    /// The keys of the mapping at the end of a path; none where no mapping of known keys is.
    private static func known(in path: [Step]) -> [String] {
        var text = "{\"\(unknown)\": 1}"
        for step in path.reversed() {
            switch step {
            case .key(let name): text = "{\(name): \(text)}"
            case .item: text = "[\(text)]"
            }
        }
        do throws(ConfigurationErrors) {
            _ = try ConfigurationLoader(files: AnyCertificate()).load(
                Array(text.utf8), name: "sonde.yml", directory: "")
        } catch {
            let start = "known here: "
            let found = error.errors.first {
                $0.message == "unknown key \"\(unknown)\"" && $0.suggestion.hasPrefix(start)
            }
            return found?.suggestion.dropFirst(start.count).split(separator: ",").map {
                String($0.drop { $0 == " " })
            } ?? []
        }
        return []
    }

    private static func written(_ path: [Step], _ name: String) -> String {
        let places: [(name: String, path: [Step])] = [
            ("probe", [.key("servers"), .item, .key("probes"), .item]),
            ("server", [.key("servers"), .item]), ("defaults", [.key("defaults")]), ("top", []),
        ]
        for place in places where path.starts(with: place.path) {
            let inner = path.dropFirst(place.path.count).reduce("") { text, step in
                switch step {
                case .key(let name): text.isEmpty ? name : "\(text).\(name)"
                case .item: text + "[]"
                }
            }
            return "\(place.name) " + (inner.isEmpty ? name : "\(inner).\(name)")
        }
        return name
    }
}

/// Files that all hold a certificate and a key, or a password, as far as the reader of
/// configurations looks.
struct AnyCertificate: WatchedFiles {
    func stamp(_ path: String) throws(FileError) -> FileStamp {
        let time = WallTime(nanoseconds: 0)
        return FileStamp(
            device: 1, number: 1, bytes: 0, writtenAt: time, changedAt: time,
            isReadableByOthers: false)
    }

    func names(in path: String) throws(FileError) -> [String] { ["included.yml"] }

    func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        if path.hasPrefix("/usr/share/zoneinfo/") {
            guard let bytes = try? FileBytes.of(path) else { throw .missing }
            return bytes
        }
        if path.hasSuffix(".yml") {
            return Array("servers: [{name: included, probes: [{name: a, host: a, port: 1}]}]".utf8)
        }
        if ["password", "mailbox", "token"].contains(where: path.hasSuffix) {
            return Array("open\n".utf8)
        }
        return Array(
            """
            -----BEGIN CERTIFICATE-----
            MIIB
            -----END CERTIFICATE-----
            -----BEGIN PRIVATE KEY-----
            MIIB
            -----END PRIVATE KEY-----
            """.utf8)
    }
}
