/// The plan of the house: its floors, and which arrows lead down from one to another.
struct Plan {
    struct Room {
        var name: String
        var floor: Int
        /// What it may depend on; nil is everything below it.
        var mayNeed: [String]?
    }

    var rooms: [Room]

    /// From floor 2 up a room may ask for the time.
    static let house = Plan(rooms: [
        Room(name: "sonde", floor: 6, mayNeed: nil),
        Room(
            name: "Exporter", floor: 5,
            mayNeed: [
                "Configuration", "Events", "HTTPFetching", "HTTPServing", "Metrics", "Network",
                "Probes",
                "Scheduling", "Status", "Wire",
            ]),
        Room(name: "Importing", floor: 5, mayNeed: ["Configuration", "Network"]),
        Room(
            name: "Configuration", floor: 4,
            mayNeed: ["CYAML", "Network", "Patterns", "Probes", "Scheduling", "Wire"]),
        Room(name: "Status", floor: 4, mayNeed: ["Network", "Probes", "Wire"]),
        Room(name: "Probes", floor: 3, mayNeed: ["Network", "Patterns", "Wire"]),
        Room(name: "HTTPServing", floor: 3, mayNeed: ["Network", "Wire"]),
        Room(name: "Compressing", floor: 3, mayNeed: ["Backports", "CZlib", "Network"]),
        Room(name: "HTTPFetching", floor: 3, mayNeed: ["Network", "Wire"]),
        Room(name: "Sockets", floor: 3, mayNeed: ["Kernel", "Network", "Reactor"]),
        Room(name: "FileWatching", floor: 3, mayNeed: ["Kernel", "Network", "Reactor"]),
        Room(name: "Resolver", floor: 3, mayNeed: ["CAres", "Kernel", "Network", "Reactor"]),
        Room(name: "TLS", floor: 3, mayNeed: ["COpenSSL", "Network"]),
        Room(name: "Network", floor: 2, mayNeed: []),
        Room(name: "Scheduling", floor: 2, mayNeed: []),
        Room(name: "Events", floor: 2, mayNeed: ["Wire"]),
        Room(name: "Reactor", floor: 2, mayNeed: ["Kernel"]),
        Room(name: "Time", floor: 1, mayNeed: []),
        Room(name: "Wire", floor: 1, mayNeed: []),
        Room(name: "Metrics", floor: 1, mayNeed: ["Backports"]),
        Room(name: "Kernel", floor: 1, mayNeed: ["Backports", "CLinux"]),
        Room(name: "Patterns", floor: 1, mayNeed: ["CRE2"]),
        Room(name: "Backports", floor: 0, mayNeed: []),
        Room(name: "CLinux", floor: 0, mayNeed: []),
        Room(name: "COpenSSL", floor: 0, mayNeed: []),
        Room(name: "CAres", floor: 0, mayNeed: []),
        Room(name: "CYAML", floor: 0, mayNeed: []),
        Room(name: "CRE2", floor: 0, mayNeed: ["CRE2Library"]),
        // Nothing but the name of what pkg-config is asked for.
        Room(name: "CRE2Library", floor: -1, mayNeed: []),
        Room(name: "CZlib", floor: 0, mayNeed: []),
        // What tests stand on sees what the rooms see, and never a live world beside it.
        Room(name: "Simulation", floor: 3, mayNeed: ["Network"]),
        Room(name: "FaultServers", floor: 1, mayNeed: ["CLinux"]),
        Room(name: "Workbench", floor: 2, mayNeed: ["FaultServers"]),
        // The benchmarks stand where the program stands, beside a floor in C.
        Room(name: "CFloor", floor: 1, mayNeed: ["COpenSSL"]),
        Room(name: "benchmarks", floor: 6, mayNeed: nil),
    ])

    func findings(in manifest: Manifest) -> [Finding] {
        let outside = manifest.packageLines.map {
            Finding(path: manifest.path, line: $0, message: "a package from outside")
        }
        return outside + manifest.targets.flatMap { findings(in: $0, of: manifest.path) }
    }

    private func findings(in target: Manifest.Target, of path: String) -> [Finding] {
        if ["tests", "testTarget", "fuzzer"].contains(target.kind) { return [] }
        let messages: [String]
        if let room = rooms.first(where: { $0.name == target.name }) {
            messages = target.dependencies.filter { !mayReach($0, from: room) }.map {
                "\(target.name) depends on \($0), which the plan does not lead to"
            }
        } else {
            messages = ["\(target.name) has no floor in the plan"]
        }
        return messages.map { Finding(path: path, line: target.line, message: $0) }
    }

    private func mayReach(_ dependency: String, from room: Room) -> Bool {
        guard let below = rooms.first(where: { $0.name == dependency }), below.floor < room.floor
        else { return false }
        let asksTheTime = dependency == "Time" && room.floor >= 2
        return asksTheTime || room.mayNeed?.contains(dependency) ?? true
    }
}
