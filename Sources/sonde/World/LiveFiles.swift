import Kernel
import Network

/// The files of the machine.
struct LiveFiles: Files {
    func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        do throws(RegularFile.Refusal) {
            return try RegularFile.read(path, limit: limit)
        } catch {
            switch error {
            case .notRegular: throw .notRegular
            case .tooLarge: throw .tooLarge
            case .system(.noSuchFile), .system(.notDirectory): throw .missing
            case .system(.notPermitted), .system(.accessDenied): throw .permission
            case .system(let number): throw .other(errorNumber: number.rawValue)
            }
        }
    }
}
