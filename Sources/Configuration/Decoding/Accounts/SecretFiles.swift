internal import Network
internal import Probes

/// The files of secrets that a configuration names; each is looked at once, and not kept.
final class SecretFiles {
    private let files: any WatchedFiles
    /// Where relative paths begin: that of the file that is being read.
    var directory: String
    private var known: [SecretFile: SecretFile.Fault?] = [:]

    /// Files whose paths are relative to `directory`.
    init(files: any WatchedFiles, directory: String) {
        self.files = files
        self.directory = directory
    }

    /// The file of a `noun` at a path as it is written; throws what is wrong with it.
    func file(_ path: String, of noun: String, bytesMax: Int) throws(Mistake) -> SecretFile {
        let file = SecretFile(WrittenPath.full(path, in: directory), bytesMax: bytesMax)
        try check(file, of: noun)
        return file
    }

    /// Throws what is wrong with the file of a `noun`.
    func check(_ file: SecretFile, of noun: String) throws(Mistake) {
        let fault: SecretFile.Fault?
        if let answer = known[file] {
            fault = answer
        } else {
            fault = look(file)
            known[file] = .some(fault)
        }
        guard let fault else { return }
        let path = Excerpt.of(file.path)
        throw Mistake("\(path): \(fault.words)", Self.suggestion(fault, path, noun))
    }

    private func look(_ file: SecretFile) -> SecretFile.Fault? {
        do throws(SecretFile.Fault) {
            try file.check(in: files)
            return nil
        } catch {
            return error
        }
    }

    private static func suggestion(
        _ fault: SecretFile.Fault, _ path: String, _ noun: String
    ) -> String {
        switch fault {
        case .unreadable(.permission): "let the user that the exporter runs as read it"
        case .unreadable(.missing), .unreadable(.notRegular): "name the file of the \(noun)"
        case .unreadable(.other): "see errno(3) for what that means"
        case .isReadableByOthers: ReadableByOthers.remedy(path)
        case .tooLong(let bytesMax):
            "write the \(noun) into its only line, in at most \(bytesMax) bytes"
        case .empty, .severalLines, .unreadable(.tooLarge):
            "write the \(noun) into its only line"
        }
    }
}
