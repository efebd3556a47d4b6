extension Service {
    /// Every service, in the order of the alphabet.
    public static let all: [Service] =
        (textServices + messagingServices + desktopServices + voiceAndRoutingServices
        + fileServices).sorted { $0.name < $1.name }
}
