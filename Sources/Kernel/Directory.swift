import CLinux

/// What lies in directories, readdir(3).
public enum Directory {
    /// The names in the directory at `path` but `.` and `..`, in no order; those that are no UTF-8
    /// are left out.
    ///
    /// Returns nil where there are more than `countMax`.
    public static func names(in path: String, countMax: Int) throws(ErrorNumber) -> [String]? {
        guard let directory = unsafe opendir(path) else {
            throw ErrorNumber(rawValue: sonde_error_number())
        }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard let name, name != ".", name != ".." else { continue }
            guard names.count < countMax else { return nil }
            names.append(name)
        }
        return names
    }
}
