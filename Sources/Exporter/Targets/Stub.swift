import Configuration
extension TargetFollower {
    func follow(services names: [String]) async {}
    func follow(_ source: HTTPTargetSource) async {}
}
