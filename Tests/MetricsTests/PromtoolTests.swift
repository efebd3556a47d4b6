import Glibc
import Metrics
import Testing

@Suite struct PromtoolTests {
    @Test func `promtool has nothing to say about the text`() throws {
        var everything = Everything()
        everything.record()
        let silent = (everything.silent, everything.mail)
        everything.table.set(silent.0, silent.1, to: -.infinity)
        #expect(try Self.check(everything.table.text) == 0)
    }

    @Test func `promtool has nothing to say where rows came and went`() throws {
        var everything = Everything()
        everything.record()
        for number in 0..<50 {
            let row = everything.table.addRow(
                labels: .probe("p\(number)"), histograms: [everything.connect])
            everything.table.increment(everything.attempts, row)
            everything.table.observe(everything.connect, row, nanoseconds: Int64(number))
            if number % 3 != 0 { everything.table.removeRow(row) }
        }
        everything.table.removeRow(everything.web)
        #expect(everything.table.rowCount == 18)
        #expect(try Self.check(everything.table.text) == 0)
    }

    @Test func `promtool refuses a text that is broken`() throws {
        var everything = Everything()
        everything.record()
        #expect(try Self.check(everything.table.text.dropLast(4) + "x\n") != 0)
    }

    enum Failure: Error {
        case file(errno: Int32)
        case spawn(errno: Int32)
        case wait(status: Int32)
    }

    /// Gives the text to `promtool check metrics` as its standard input; returns its exit status.
    ///
    /// The text goes through a file without a name, so that neither side waits for the other.
    private static func check(_ text: String) throws(Failure) -> Int32 {
        guard let stream = unsafe tmpfile() else { throw .file(errno: errno) }
        defer { unsafe fclose(stream) }
        let file = unsafe fileno(stream)
        let bytes = Array(text.utf8)
        guard unsafe write(file, bytes, bytes.count) == bytes.count, lseek(file, 0, SEEK_SET) == 0
        else { throw .file(errno: errno) }
        let child = try spawn(["promtool", "check", "metrics"], input: file)
        var status: Int32 = 0
        guard unsafe waitpid(child, &status, 0) == child, status & 0x7f == 0 else {
            throw .wait(status: status)
        }
        return status >> 8 & 0xff
    }

    private static func spawn(_ arguments: [String], input: Int32) throws(Failure) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        var pointers = unsafe arguments.map { unsafe strdup($0) } + [nil]
        defer { unsafe pointers.forEach { unsafe free($0) } }
        var child: pid_t = 0
        let error = unsafe posix_spawnp(
            &child, "promtool", &actions, nil, &pointers, unsafe environ)
        guard error == 0 else { throw .spawn(errno: error) }
        return child
    }
}
