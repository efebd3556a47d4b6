extension Service {
    /// Every service, in the order of the alphabet.
    public static let all: [Service] = [
        mailServices, textServices, databaseServices, clusterServices, directoryServices,
        messagingServices, desktopServices, voiceAndRoutingServices, fileServices,
    ].flatMap(\.self).sorted { $0.name < $1.name }
}
