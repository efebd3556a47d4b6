import Kernel
import Network
import Time

/// The files of the machine.
struct LiveFiles: WatchedFiles {
    func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        do throws(RegularFile.Refusal) {
            return try RegularFile.read(path, limit: limit)
        } catch {
            throw FileError(error)
        }
    }

    func names(in path: String) throws(FileError) -> [String] {
        do throws(ErrorNumber) {
            if let names = try Directory.names(in: path, countMax: FileLimits.nameCountMax) {
                return names
            }
        } catch {
            throw FileError(error)
        }
        throw .tooLarge
    }

    func stamp(_ path: String) throws(FileError) -> FileStamp {
        do throws(ErrorNumber) {
            let status = try RegularFile.status(path)
            return FileStamp(
                device: status.device, number: status.number, bytes: status.bytes,
                writtenAt: WallTime(nanoseconds: status.writtenAtRealNanoseconds),
                changedAt: WallTime(nanoseconds: status.changedAtRealNanoseconds),
                isReadableByOthers: status.isReadableByOthers)
        } catch {
            throw FileError(error)
        }
    }
}

extension FileError {
    init(_ refusal: RegularFile.Refusal) {
        switch refusal {
        case .notRegular: self = .notRegular
        case .tooLarge: self = .tooLarge
        case .system(let number): self.init(number)
        }
    }

    init(_ number: ErrorNumber) {
        switch number {
        case .noSuchFile, .notDirectory: self = .missing
        case .notPermitted, .accessDenied: self = .permission
        default: self = .other(errorNumber: number.rawValue)
        }
    }
}
