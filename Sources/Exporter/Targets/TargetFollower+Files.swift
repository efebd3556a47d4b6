import Configuration
import Network
import Time

extension TargetFollower {
    /// Reads files of targets whenever they may have changed; what has not is not told again.
    func follow(_ files: TargetFiles) async {
        let changes = world.watcher.changes(of: files.places)
        var last: TargetFiles.Reading?
        repeat {
            let (known, source) = (last, world.files)
            let (reading, answer) = await world.worker.run {
                let reading = files.read(in: source, after: known ?? TargetFiles.Reading())
                let answer =
                    reading == known
                    ? nil : TargetAnswer(reading)
                return (reading, answer)
            }
            if let answer { deliver(answer) }
            last = reading
        } while await somethingChanges(changes)
    }

    /// Waits until files have changed, and are left alone: they are written one after the other.
    private func somethingChanges(_ changes: any FileChanges) async -> Bool {
        guard await changes.next(until: .distantFuture) == .changed else { return false }
        let settled = world.time.now + ExporterLimits.settlingTime
        return await world.time.sleep(until: settled) == .elapsed
    }
}

extension TargetAnswer {
    /// Where no file at all could be read nothing is told, and not that there are no targets.
    fileprivate init(_ reading: TargetFiles.Reading) {
        let isNothing = reading.lists.isEmpty && !reading.faults.isEmpty
        self.init(groups: isNothing ? nil : reading.groups, faults: reading.faults)
    }
}
