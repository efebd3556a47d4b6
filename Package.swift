// swift-tools-version: 6.2
import PackageDescription

// The rooms of the house, from the ground up. An arrow goes to a lower floor only; SwiftPM refuses a
// circle, and the build runs with `--explicit-target-dependency-import-check error`.

#if compiler(>=6.3)
let settingsOfCompiler: [SwiftSetting] = []
#else
// The testing macros of 6.2 do not mark what is unsafe. Debian's compiler checks its own work, and
// stops wrongly at failable initializers of noncopyable types.
let settingsOfCompiler: [SwiftSetting] = [
    .treatWarning("StrictMemorySafety", as: .warning),
    .unsafeFlags(["-Xfrontend", "-sil-verify-none"]),
]
#endif

let settings: [SwiftSetting] =
    [
        .treatAllWarnings(as: .error),
        .strictMemorySafety(),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ] + settingsOfCompiler

func library(_ name: String, pkgConfig: String? = nil, debian: String) -> Target {
    .systemLibrary(
        name: name, path: "Sources/CLibraries/\(name)", pkgConfig: pkgConfig,
        providers: [.apt([debian])])
}

func room(_ name: String, _ dependencies: Target.Dependency...) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, fixtures: Bool = false, _ dependencies: Target.Dependency...) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, exclude: fixtures ? ["Fixtures"] : [],
        swiftSettings: settings)
}

func testSupport(_ name: String, _ dependencies: Target.Dependency...) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "Tests/\(name)", swiftSettings: settings)
}

func fuzzer(_ name: String, _ dependencies: Target.Dependency...) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies, path: "Tests/Fuzzing/\(name)",
        swiftSettings: settings)
}

// libFuzzer brings their `main`, so that they link only with `--sanitize=fuzzer`: see .ci/fuzz.
let fuzzers: [Target] =
    Context.environment["SONDE_FUZZ"] == nil
    ? []
    : [
        fuzzer("FuzzWire", "Simulation", "Wire"),
        fuzzer("FuzzConversation", "Patterns", "Probes", "Simulation", "Wire"),
        fuzzer("FuzzConfiguration", "Configuration", "Network", "Time"),
        fuzzer("FuzzCertificates", "Network", "TLS", "Time"),
        fuzzer("FuzzZones", "Scheduling", "Time"),
        fuzzer("FuzzTargets", "Configuration", "Network", "Probes"),
        fuzzer("FuzzEvents", "Events", "Simulation", "Time"),
        fuzzer("FuzzAnswers", "Network", "Resolver"),
        fuzzer("FuzzStatus", "Status", "Time", "Wire"),
        fuzzer("FuzzImport", "Configuration", "Importing", "Network"),
    ]

let package = Package(
    name: "sonde",
    products: [.executable(name: "sonde", targets: ["sonde"])],
    targets: [
        // 0 C, and what an older standard library lacks
        room("Backports"),
        .systemLibrary(name: "CLinux", path: "Sources/CLibraries/CLinux"),
        library("COpenSSL", pkgConfig: "openssl", debian: "libssl-dev"),
        library("CAres", pkgConfig: "libcares", debian: "libc-ares-dev"),
        library("CYAML", pkgConfig: "yaml-0.1", debian: "libyaml-dev"),
        library("CZlib", pkgConfig: "zlib", debian: "zlib1g-dev"),
        // Not by pkg-config: SwiftPM warns of RE2's -pthread with every build.
        library("CRE2Library", debian: "libre2-dev"),
        .target(
            name: "CRE2", dependencies: ["CRE2Library"], path: "Sources/CLibraries/CRE2",
            linkerSettings: [.linkedLibrary("re2")]),
        // 1 ground
        room("Time"),
        room("Wire"),
        room("Metrics", "Backports"),
        room("Kernel", "Backports", "CLinux"),
        room("Patterns", "CRE2"),
        // 2 ideas and mechanism
        room("Network", "Time"),
        room("Scheduling", "Time"),
        room("Events", "Time", "Wire"),
        room("Reactor", "Kernel", "Time"),
        // 3 policy and worlds
        room("Probes", "Network", "Patterns", "Time", "Wire"),
        room("HTTPServing", "Network", "Time", "Wire"),
        room("HTTPFetching", "Network", "Time", "Wire"),
        room("Sockets", "Kernel", "Network", "Reactor", "Time"),
        room("FileWatching", "Kernel", "Network", "Reactor", "Time"),
        room("Resolver", "CAres", "Kernel", "Network", "Reactor", "Time"),
        room("Compressing", "Backports", "CZlib", "Network"),
        room("TLS", "COpenSSL", "Network", "Time"),
        // 4 settings
        room(
            "Configuration", "CYAML", "Network", "Patterns", "Probes", "Scheduling", "Time",
            "Wire"),
        room("Status", "Network", "Probes", "Time", "Wire"),
        // 5 wiring
        room(
            "Exporter", "Configuration", "Events", "HTTPFetching", "HTTPServing", "Metrics",
            "Network", "Probes",
            "Scheduling", "Status", "Time", "Wire"),
        room("Importing", "Configuration", "Network"),
        // 6 program
        .executableTarget(
            name: "sonde",
            dependencies: [
                "Compressing", "Configuration", "Events", "Exporter", "FileWatching",
                "HTTPFetching", "Importing", "Kernel", "Network", "Probes", "Reactor", "Resolver",
                "Scheduling", "Sockets", "Status", "TLS", "Time",
                "Wire",
            ],
            resources: [.embedInCode("Manual.docc/Runbook.md")],
            swiftSettings: settings),
        // What tests stand on: a simulated world, and servers that misbehave on a real one.
        testSupport("Simulation", "Network", "Time"),
        testSupport("FaultServers", "CLinux"),
        // Programs as children: the one that is tested, and servers that others wrote.
        testSupport("Workbench", "FaultServers"),
        // What the benchmarks are compared with, and the benchmarks.
        .target(name: "CFloor", dependencies: ["COpenSSL"], path: "Tests/CFloor"),
        .executableTarget(
            name: "benchmarks",
            dependencies: [
                "CFloor", "Compressing", "Configuration", "Exporter", "FileWatching", "Kernel",
                "Metrics",
                "Network", "Patterns", "Probes", "Reactor", "Sockets", "Status", "TLS", "Time",
            ], path: "Tests/Benchmarks", swiftSettings: settings),
        // One for each room.
        tests("TimeTests", "Time"),
        tests("WireTests", "Simulation", "Wire", "Workbench"),
        tests("MetricsTests", "Metrics", "Simulation", "Workbench"),
        tests("PatternsTests", "Patterns", "Simulation"),
        tests("KernelTests", "FaultServers", "Kernel", "Simulation", "Workbench"),
        tests("ReactorTests", "Kernel", "Reactor", "Simulation", "Time"),
        tests("NetworkTests", "Network", "Simulation"),
        tests("EventsTests", "Events", "Simulation", "Time", "Wire"),
        tests("SchedulingTests", "Scheduling", "Simulation", "Time", "Workbench"),
        tests(
            "SocketsTests", "FaultServers", "Kernel", "Network", "Reactor", "Simulation", "Sockets",
            "Time"),
        tests(
            "FileWatchingTests", "FileWatching", "Kernel", "Network", "Reactor", "Simulation",
            "Time", "Workbench"),
        tests(
            "ResolverTests", "FaultServers", "Network", "Reactor", "Resolver", "Simulation", "Time"),
        tests("TLSTests", fixtures: true, "Network", "Simulation", "TLS", "Time"),
        tests("ProbesTests", "Network", "Patterns", "Probes", "Simulation", "Time", "Wire"),
        tests(
            "StatusTests", "Network", "Probes", "Simulation", "Status", "Time", "Wire", "Workbench"),
        tests("CompressingTests", "Compressing", "Network", "Simulation", "Workbench"),
        tests("HTTPServingTests", "HTTPServing", "Network", "Simulation", "Time", "Wire"),
        tests(
            "HTTPFetchingTests", "FaultServers", "HTTPFetching", "HTTPServing", "Network",
            "Reactor", "Simulation", "Sockets", "Time", "Wire"),
        tests(
            "ConfigurationTests", fixtures: true, "Configuration", "Network", "Patterns", "Probes",
            "Simulation", "Time", "Workbench"),
        tests(
            "ImportingTests", fixtures: true, "Configuration", "Importing", "Network", "Simulation",
            "Workbench"),
        // The whole exporter, in the simulation and as a process.
        tests(
            "ExporterTests", "Configuration", "Events", "Exporter", "Metrics", "Network",
            "Patterns",
            "Probes", "Scheduling", "Simulation", "Time", "Wire", "Workbench"),
        tests(
            "SondeTests", fixtures: true, "Configuration", "Events", "Exporter", "FaultServers",
            "Network",
            "Probes",
            "Simulation", "Status", "TLS", "Time", "Wire", "Workbench", "sonde"),
        // Every service and STARTTLS protocol with a server that somebody else wrote.
        tests("ServiceTests", "FaultServers", "Simulation", "Workbench", "sonde"),
        // The program in networks of its own, with routers, routes and links that fail.
        tests("NamespaceTests", "Workbench", "sonde"),
        // The manual, held against the rooms that it describes and the program.
        tests(
            "ManualTests", "Configuration", "Events", "Exporter", "Network", "Probes", "Resolver",
            "Status", "Time", "Wire", "Workbench", "sonde"),
        tests("TidyTests"),
    ] + fuzzers,
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
