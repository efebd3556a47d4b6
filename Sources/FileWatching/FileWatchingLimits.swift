/// The bounds of watching files.
package struct FileWatchingLimits: Sendable {
    /// Links on the way of a path, as the kernel has it, path_resolution(7).
    package var linksMax = 40
    /// Files and directories that are watched; what is beyond is looked at every now and then.
    package var watchesMax = 8_192
    /// How long a change goes unseen of what cannot be watched: 5 s.
    package var lookAgainNanoseconds: Int64 = 5_000_000_000
    /// How often the way of the paths is walked until it stands still.
    package var walksMax = 8
    /// Pieces of events that are read in one go; more are taken for a change, and read later.
    package var readsMax = 64

    package init() {}
}
