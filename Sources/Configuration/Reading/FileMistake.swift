internal import Network

/// Says why a file could not be read, and what to do.
enum FileMistake {
    static func of(_ error: FileError, bytesMax: Int) -> Mistake {
        Mistake(error.words(bytesMax: bytesMax), suggestion(error))
    }

    private static func suggestion(_ error: FileError) -> String {
        switch error {
        case .missing: "name one that is there"
        case .permission: "let the user that the exporter runs as read it"
        case .notRegular: "name a file, not a directory or device"
        case .tooLarge: "name a smaller file"
        case .other: "see errno(3) for what that means"
        }
    }
}
