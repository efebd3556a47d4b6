import Configuration
import Importing
import Network

/// Called by libFuzzer with one input: two files, with a line of three dashes between them.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let seam = input.firstRange(of: Array("\n---\n".utf8)) else { return -1 }
    do throws(ImportError) {
        let result = try BlackboxImport(
            modules: .init(name: "modules", bytes: Array(input[..<seam.lowerBound])),
            prometheus: .init(name: "jobs", bytes: Array(input[seam.upperBound...])))
        guard !result.isEmpty else { return 0 }
        do throws(ConfigurationErrors) {
            _ = try ConfigurationLoader(files: NoFiles(), variable: { _ in nil })
                .load(Array(result.text.utf8), name: "result", directory: ".")
        } catch {
            precondition(
                error.errors.allSatisfy { $0.key.hasSuffix("_file") },
                "what was written is refused: \(error)")
        }
    } catch {
        let places = ["modules:", "jobs:"]
        precondition(
            "\(error)".split(separator: "\n").allSatisfy { line in
                places.contains { line.hasPrefix($0) } || line.hasPrefix("and ")
            }, "\(error) is elsewhere, or more than a line")
    }
    return 0
}

/// A machine without files.
private struct NoFiles: WatchedFiles {
    func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] { throw .missing }
    func names(in path: String) throws(FileError) -> [String] { throw .missing }
    func stamp(_ path: String) throws(FileError) -> FileStamp { throw .missing }
}
