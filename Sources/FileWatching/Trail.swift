package import Kernel
package import Network

/// What must be watched so that no change of some places goes unseen.
///
/// A path is walked as the kernel walks it, path_resolution(7). Of a link the entry is watched,
/// since the link may be replaced, as Kubernetes replaces the `..data` of a ConfigMap. A directory
/// is watched itself: nothing takes its place before it has been moved or deleted, and what else
/// goes on in its parent wakes nobody. So is the file, beside its entry, because it may be written
/// to by another name, as one that is mounted alone into a container is. Where nothing stands the
/// walk ends, and the entry that is missing is watched.
package struct Trail: Equatable {
    /// By their paths, in which no link is left.
    package private(set) var interests: [[UInt8]: Interest] = [:]
    /// Whether we could look at all that stands on the way.
    package private(set) var isWhole = true

    private static let slash = UInt8(ascii: "/")
    private static let here = Array(".".utf8)
    private static let up = Array("..".utf8)

    /// Walks to all `places`; `look` says what stands at a path.
    package init(
        of places: [WatchedPlace], linksMax: Int,
        look: ([UInt8]) throws(ErrorNumber) -> DirectoryEntry
    ) {
        var seen: [[UInt8]: Result<DirectoryEntry, ErrorNumber>] = [:]
        func entry(_ path: [UInt8]) throws(ErrorNumber) -> DirectoryEntry {
            if let known = seen[path] { return try known.get() }
            let result = Result { () throws(ErrorNumber) in try look(path) }
            seen[path] = result
            return try result.get()
        }
        for place in places {
            do throws(ErrorNumber) {
                try walk(to: place, linksMax: linksMax, entry)
            } catch .noSuchFile, .notDirectory {
                // Its absence is watched.
            } catch {
                isWhole = false
            }
        }
    }

    private mutating func walk(
        to place: WatchedPlace, linksMax: Int,
        _ look: ([UInt8]) throws(ErrorNumber) -> DirectoryEntry
    ) throws(ErrorNumber) {
        let path = Array(place.path.utf8)
        var directory = Self.begin(of: path) ?? Self.here
        // What is left of the way, the next step last.
        var steps = Self.steps(of: path)
        var linksLeft = linksMax
        watch(directory)
        while let name = steps.popLast() {
            if name == Self.up {
                directory = Self.parent(of: directory)
                watch(directory)
                continue
            }
            let next = Self.join(directory, name)
            let found: DirectoryEntry
            do throws(ErrorNumber) {
                found = try look(next)
            } catch {
                watch(name, in: directory)
                throw error
            }
            switch found {
            case .directory where !steps.isEmpty || place.isDirectory:
                directory = next
                watch(directory)
            case .link(let target):
                watch(name, in: directory)
                guard linksLeft > 0 else { return }
                linksLeft -= 1
                steps += Self.steps(of: target)
                directory = Self.begin(of: target) ?? directory
                watch(directory)
            case .directory, .other:
                watch(name, in: directory)
                interests[next, default: Interest(isDirectory: found == .directory)].isContent =
                    true
                return
            }
        }
        if place.isDirectory { interests[directory]?.hasEveryName = true }
    }

    private static func begin(of path: [UInt8]) -> [UInt8]? {
        path.first == slash ? [slash] : nil
    }

    private static func join(_ directory: [UInt8], _ name: [UInt8]) -> [UInt8] {
        directory.last == slash ? directory + name : directory + [slash] + name
    }

    /// No link is left in the path of a directory, so that its last step can be taken back.
    private static func parent(of directory: [UInt8]) -> [UInt8] {
        if directory == [slash] { return directory }
        let last = directory.split(separator: slash).last.map(Array.init)
        guard let last, last != here, last != up else { return join(directory, up) }
        let parent = directory.dropLast(last.count + 1)
        return parent.isEmpty ? [slash] : Array(parent)
    }

    private static func steps(of path: [UInt8]) -> [[UInt8]] {
        path.split(separator: slash).reversed().filter { !$0.elementsEqual(here) }.map(Array.init)
    }

    private mutating func watch(_ directory: [UInt8]) {
        if interests[directory] == nil { interests[directory] = Interest(isDirectory: true) }
    }

    private mutating func watch(_ name: [UInt8], in directory: [UInt8]) {
        interests[directory]?.names.insert(name)
    }
}

/// What matters of a file or a directory that is watched.
package struct Interest: Equatable {
    /// Whether it is a directory.
    package var isDirectory: Bool
    /// Entries of the directory, of which it matters what stands there.
    package var names: Set<[UInt8]> = []
    /// Whether each entry matters, and what is written to it.
    package var hasEveryName = false
    /// Whether it matters what is written to it.
    package var isContent = false

    package init(isDirectory: Bool) {
        self.isDirectory = isDirectory
    }

    package mutating func formUnion(_ other: Interest) {
        names.formUnion(other.names)
        hasEveryName = hasEveryName || other.hasEveryName
        isContent = isContent || other.isContent
    }

    /// What it is watched for.
    package var kinds: InotifyEvent.Kinds {
        var kinds: InotifyEvent.Kinds = [.selfMoved, .selfDeleted, .attributes]
        if !names.isEmpty || hasEveryName {
            kinds.formUnion([.created, .deleted, .movedFrom, .movedTo])
        }
        if hasEveryName || isContent { kinds.formUnion([.modified, .closedAfterWriting]) }
        return kinds
    }

    package func isMet(by event: InotifyEvent) -> Bool {
        event.name.isEmpty || hasEveryName || names.contains(event.name)
    }
}

extension WatchedPlace {
    fileprivate var path: String {
        switch self {
        case .file(let path), .directory(let path): path
        }
    }

    fileprivate var isDirectory: Bool {
        if case .directory = self { true } else { false }
    }
}
