import Exporter

/// What `--version` prints.
enum VersionText {
    static var text: String {
        let build = LiveWorld.build
        return """
            sonde, version \(build.version)
              swift:    \(build.swiftVersion)
              openssl:  \(build.opensslVersion)

            """
    }
}
