/// A file that everybody on the machine may read: what it holds is no secret, and is not used.
public enum ReadableByOthers {
    /// What is wrong with it; it follows the path of the file.
    public static let problem = "others may read it"

    /// What is to be done, chmod(1).
    public static func remedy(_ path: String) -> String { "run chmod o-r \(path)" }
}
