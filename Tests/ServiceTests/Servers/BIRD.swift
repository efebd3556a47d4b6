import Workbench

/// bird2 with one session of BGP, which it does not begin itself.
enum BIRD {
    static let program = "/usr/sbin/bird"

    /// Starts a speaker that knows one neighbor; it touches no route of the machine.
    static func start(neighbor: String) throws -> LaunchedServer {
        try LaunchedServer(ports: ["bgp"], saying: "sonde: Started") { ports, folder in
            let file = try folder.write(
                "bird.conf",
                """
                log stderr all;
                debug protocols { states, events };
                router id 192.0.2.1;
                protocol device { }
                protocol bgp sonde {
                    local 127.0.0.1 port \(ports["bgp"]) as 64512;
                    neighbor \(neighbor) as 64513;
                    strict bind yes;
                    multihop;
                    passive yes;
                    ipv4 { import none; export none; };
                }

                """)
            return [
                program, "-f", "-c", file, "-s", folder.path + "/control",
                "-P", folder.path + "/pid",
            ]
        }
    }
}
