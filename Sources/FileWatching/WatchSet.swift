import Kernel
import Network
import Reactor

/// The watches of one descriptor, and what matters of each.
struct WatchSet {
    private let instance: InotifyInstance
    private let limits: FileWatchingLimits
    private var reader = InotifyEventReader()
    private var interests: [InotifyWatch: Interest] = [:]

    init(_ instance: InotifyInstance, _ limits: FileWatchingLimits) {
        self.instance = instance
        self.limits = limits
    }

    var token: DescriptorToken { instance.token }

    var descriptor: CInt { instance.descriptor.number }

    /// Takes all events so far; returns whether one of them matters.
    mutating func takeEvents() -> Bool {
        var isMet = false
        for _ in 0..<limits.readsMax {
            do throws(ErrorNumber) {
                try instance.descriptor.read(into: &reader)
            } catch {
                // EAGAIN is the end of them. Half an event is none that the kernel writes.
                defer { reader = InotifyEventReader() }
                return isMet || error != .wouldBlock || !reader.isEmpty
            }
            while let event = reader.next() {
                isMet = isMet || matters(event)
            }
        }
        // They come faster than they are read.
        return true
    }

    private func matters(_ event: InotifyEvent) -> Bool {
        if event.kinds.contains(.overflow) { return true }
        // Of a watch that we have ended something may still come, and says nothing.
        return interests[event.watch]?.isMet(by: event) ?? false
    }

    /// Watches what leads to `places` now; returns whether all of it can be watched.
    ///
    /// What is replaced during a walk may be watched too late. So it walks until it finds what the
    /// walk before has watched: from then on every change is told.
    mutating func renew(_ places: [WatchedPlace]) -> Bool {
        var all = Set(interests.keys)
        var isComplete = false
        var isStill = false
        for _ in 0..<limits.walksMax where !isStill {
            let (found, isWhole) = watch(places)
            isStill = found == interests
            isComplete = isWhole
            interests = found
            all.formUnion(found.keys)
        }
        for watch in all where interests[watch] == nil { instance.descriptor.unwatch(watch) }
        return isComplete && isStill
    }

    private func watch(_ places: [WatchedPlace]) -> ([InotifyWatch: Interest], isWhole: Bool) {
        let trail = Trail(
            of: places, linksMax: limits.linksMax, look: DirectoryEntry.at)
        var isWhole = trail.isWhole
        var found: [InotifyWatch: Interest] = [:]
        for (path, interest) in trail.interests {
            guard found.count < limits.watchesMax else { return (found, false) }
            do throws(ErrorNumber) {
                let watch = try instance.descriptor.watch(
                    path, for: interest.kinds, isDirectory: interest.isDirectory)
                // Two paths may lead to one directory.
                found[watch, default: interest].formUnion(interest)
            } catch {
                isWhole = false
            }
            if FileSystem.isShared(path) { isWhole = false }
        }
        return (found, isWhole)
    }
}
