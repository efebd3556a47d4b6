import Glibc

/// A folder that is there as long as the object, with all that was put into it.
package final class TemporaryFolder: Sendable {
    package let path: String

    package struct Failure: Error {
        package let path: String
        package let errorNumber: CInt
    }

    package init() throws {
        var template = Array("/tmp/sonde-test-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else {
            throw Failure(path: "/tmp", errorNumber: errno)
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        // What is left behind in a temporary folder harms no test.
        _ = try? Programs.run("rm", ["-rf", "--", path])
    }

    /// Writes a file; returns its whole path.
    @discardableResult
    package func write(_ name: String, _ text: String) throws -> String {
        try write(name, Array(text.utf8))
    }

    /// Writes a file; returns its whole path.
    @discardableResult
    package func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = path + "/" + name
        let descriptor = unsafe creat(file, 0o600)
        guard descriptor >= 0 else { throw Failure(path: file, errorNumber: errno) }
        defer { _ = close(descriptor) }
        guard unsafe Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
            throw Failure(path: file, errorNumber: errno)
        }
        return file
    }
}
