internal import Network
internal import Probes

/// The files of passwords that a configuration names; each is looked at once, and not kept.
final class SecretFiles {
    private let files: any Files
    /// Where relative paths begin: that of the file that is being read.
    var directory: String
    private var known: [String: SecretFile.Fault?] = [:]

    /// Files whose paths are relative to `directory`.
    init(files: any Files, directory: String) {
        self.files = files
        self.directory = directory
    }

    /// The whole path of a file with a password in it; throws what is wrong with it.
    func check(_ path: String) throws(Mistake) -> String {
        let fullPath = WrittenPath.full(path, in: directory)
        let fault: SecretFile.Fault?
        if let answer = known[fullPath] {
            fault = answer
        } else {
            fault = look(fullPath)
            known[fullPath] = .some(fault)
        }
        guard let fault else { return fullPath }
        throw Mistake("\(Excerpt.of(fullPath)): \(fault.words)", Self.suggestion(fault))
    }

    private func look(_ path: String) -> SecretFile.Fault? {
        do throws(SecretFile.Fault) {
            _ = try SecretFile.password(path, in: files)
            return nil
        } catch {
            return error
        }
    }

    private static func suggestion(_ fault: SecretFile.Fault) -> String {
        switch fault {
        case .unreadable(.permission): "let the user that the exporter runs as read it"
        case .unreadable(.missing), .unreadable(.notRegular): "name the file of the password"
        case .unreadable(.other): "see errno(3) for what that means"
        case .empty, .severalLines, .tooLong, .unreadable(.tooLarge):
            "write the password into its only line"
        }
    }
}
