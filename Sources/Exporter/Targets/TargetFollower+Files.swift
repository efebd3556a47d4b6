import Configuration
import Network
import Time

extension TargetFollower {
    /// Reads files of targets whenever they may have changed.
    func follow(_ files: TargetFiles) async {
        let changes = world.watcher.changes(of: files.places)
        var last: TargetFiles.Reading?
        repeat {
            let known = last ?? TargetFiles.Reading()
            let source = world.files
            let reading = await world.worker.run { files.read(in: source, after: known) }
            if reading != last {
                deliver(TargetAnswer(groups: reading.groups, faults: reading.faults))
            }
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
