/// Every limit of a configuration.
package struct ConfigurationLimits: Sendable {
    /// Bytes of the configuration and of all files that it names together.
    package var filesBytesMax = 64 << 20
    /// Bytes of one file of certificates, or of the certificates written inline.
    package var authoritiesBytesMax = 4 << 20
    /// How deep mappings and lists may stand in each other.
    package var depthMax = 32
    /// Scalars, mappings and lists of a file together; keys are not counted.
    package var nodeCountMax = 8_000_000
    /// Lines that begin with `%`; libyaml takes quadratic time over `%TAG` directives.
    package var directiveCountMax = 16
    /// Probes of all servers together.
    package var probeCountMax = 200_000
    /// Name servers.
    package var resolverCountMax = 16
    /// Labels of one probe, with those that it inherits.
    package var labelCountMax = 32
    /// Bytes of the name of a label.
    package var labelNameBytesMax = 100
    /// Bytes of the value of a label.
    package var labelValueBytesMax = 1024
    /// Unicode scalars of the name of a gateway, server or probe.
    package var nameScalarsMax = 100
    /// Bytes of a description, an owner and the like, and of a path.
    package var textBytesMax = 1024
    /// Bytes of the name of a user; it is told to a SOCKS proxy in one byte (RFC 1929).
    package var usernameBytesMax = 255
    /// Bytes that one step of a script sends or expects as they are; no answer may be longer.
    package var stepBytesMax = 64 << 10
    /// Bytes of all protocols that a probe offers (ALPN), with a byte of length for each.
    package var protocolsBytesMax = 1024
    /// Public keys that one probe pins.
    package var pinCountMax = 32
    /// Server names that one probe asks for, one series each.
    package var serverNameCountMax = 32
    /// Files whose servers are included.
    package var includedFileCountMax = 10_000
    /// Schedules that probes may refer to.
    package var scheduleCountMax = 1_000
    /// Windows, exceptions or extra days of one schedule, each.
    package var scheduleWindowCountMax = 1_000
    /// Accounts that probes may refer to.
    package var accountCountMax = 1_000
    /// Times of maintenance.
    package var maintenanceCountMax = 1_000
    /// Vantage points that one probe names.
    package var gatewayCountMax = 100
    /// Probes that one probe depends on.
    package var parentCountMax = 16
    /// Hosts that one probe names, one target each.
    package var hostCountMax = 10_000
    /// Bytes of one list of targets.
    package var targetListBytesMax = 16 << 20
    /// Targets of one list.
    package var targetCountMax = 100_000
    /// Names of services whose SRV records one probe follows.
    package var serviceNameCountMax = 100
    /// Groups that one probe captures.
    package var captureCountMax = 32
    /// Mistakes that are reported one by one; the rest is counted.
    package var errorCountMax = 100

    /// What holds outside tests.
    package init() {}
}

extension ConfigurationLimits {
    /// How often a probe may run.
    static let interval = DurationRange(.milliseconds(100), .seconds(365 * 86_400))
    /// How long an attempt or a connection may take; the interval bounds it as well.
    static let timeout = DurationRange(.milliseconds(1), .seconds(365 * 86_400))
    /// From one fetch of a list of targets to the next.
    static let targetInterval = DurationRange(.seconds(1), .seconds(86_400))
    /// How long a fetch may take.
    static let targetTimeout = DurationRange(.milliseconds(1), .seconds(600))
    /// What a connection time may be compared with.
    static let connectTime = DurationRange(.milliseconds(1), .seconds(3600))
    /// How long an answer of the name servers may be used while they fail.
    static let staleFor = DurationRange(.seconds(1), .seconds(365 * 86_400))
    /// How long a probe may be down; zero asks for an alert at once.
    static let downFor = DurationRange(.zero, .seconds(365 * 86_400))
    /// How long before its end a certificate is worth an alert; zero waits for the end.
    static let certificateExpiry = DurationRange(.zero, .seconds(10 * 365 * 86_400))
}
