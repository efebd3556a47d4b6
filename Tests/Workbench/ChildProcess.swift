package import Glibc
import Synchronization

/// A program that runs beside the test, killed with its own children when it is dropped.
package final class ChildProcess: Sendable {
    /// What the kernel knows it by.
    package let identifier: pid_t
    private let streams: [Stream: CInt]
    private let state = Mutex(State())

    /// What it writes to.
    package enum Stream: CInt, CaseIterable {
        case output = 1
        case errors = 2
    }

    private struct State {
        package var heard: [Stream: [UInt8]] = [.output: [], .errors: []]
        package var open: Set<Stream> = [.output, .errors]
        package var status: CInt?
    }

    /// How it ended.
    package struct End: Equatable {
        /// What it returned; 128 and the number of the signal where one ended it.
        package var status: CInt
        package var output: String
        package var errors: String

        package init(status: CInt, output: String, errors: String) {
            self.status = status
            self.output = output
            self.errors = errors
        }
    }

    package enum Failure: Error {
        case spawn(program: String, errorNumber: CInt)
        case deadline(waitingFor: String, output: String, errors: String)
        case ended(waitingFor: String, End)
    }

    /// Starts `program` with nothing to read, or with the file at `input`.
    package init(
        _ program: String, _ arguments: [String], input: String = "/dev/null"
    ) throws {
        var pairs: [Stream: (ours: CInt, theirs: CInt)] = [:]
        for stream in Stream.allCases { pairs[stream] = try Self.pair(program) }
        defer { pairs.values.forEach { _ = close($0.theirs) } }
        streams = pairs.mapValues(\.ours)

        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
        for (stream, pair) in pairs {
            unsafe posix_spawn_file_actions_adddup2(&actions, pair.theirs, stream.rawValue)
        }
        // What other tests have open meanwhile is not for it.
        for number in STDERR_FILENO + 1..<2_048 {
            unsafe posix_spawn_file_actions_addclose(&actions, number)
        }
        var attributes = Self.attributes()
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var pointers = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
        defer { unsafe pointers.forEach { unsafe free($0) } }
        var child: pid_t = 0
        let error = unsafe posix_spawnp(
            &child, program, &actions, &attributes, &pointers, environ)
        identifier = child
        guard error == 0 else {
            state.withLock { $0.status = 0 }
            throw Failure.spawn(program: program, errorNumber: error)
        }
    }

    deinit {
        if state.withLock({ $0.status }) == nil {
            _ = kill(-identifier, SIGKILL)
            _ = waitpid(identifier, nil, 0)
        }
        streams.values.forEach { _ = close($0) }
    }

    /// A process group of its own, which is what is killed, and no signal blocked.
    ///
    /// The threads that tests run on may block signals, which a child would inherit.
    private static func attributes() -> posix_spawnattr_t {
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        var none = sigset_t()
        unsafe sigemptyset(&none)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        let flags = CInt(POSIX_SPAWN_SETPGROUP) | CInt(POSIX_SPAWN_SETSIGMASK)
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
        return attributes
    }

    /// Two ends of a connection that no other child inherits, not even between two system calls.
    private static func pair(_ program: String) throws -> (ours: CInt, theirs: CInt) {
        var pair: [CInt] = [-1, -1]
        let kind = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, kind, 0, &pair) == 0 else {
            throw Failure.spawn(program: program, errorNumber: errno)
        }
        return (pair[0], pair[1])
    }

    /// What it has written so far.
    package func heard(_ stream: Stream) -> String {
        state.withLock { String(decoding: $0.heard[stream] ?? [], as: UTF8.self) }
    }

    package func send(signal: CInt) {
        _ = kill(identifier, signal)
    }

    /// Waits until it has ended, and takes in all that it wrote.
    package func end(within seconds: Int = 30) throws -> End {
        let deadline = Deadline(seconds: seconds)
        while !state.withLock({ $0.open.isEmpty }) {
            guard listen(for: deadline.remainingMilliseconds) || !deadline.hasPassed else {
                throw timedOut("its end")
            }
        }
        return wait()
    }

    /// Waits until `isThere` is content with what it has written.
    package func wait(
        for what: String, within seconds: Int = 30, askingEvery milliseconds: CInt = 50,
        _ isThere: (ChildProcess) throws -> Bool
    ) throws {
        let deadline = Deadline(seconds: seconds)
        while try !isThere(self) {
            if state.withLock({ $0.open.isEmpty }) {
                throw Failure.ended(waitingFor: what, wait())
            }
            guard !deadline.hasPassed else { throw timedOut(what) }
            // What is waited for may also be seen elsewhere, so ask again before long.
            _ = listen(for: min(milliseconds, deadline.remainingMilliseconds))
        }
    }

    package func waitForText(_ text: String, on stream: Stream, within seconds: Int = 30) throws {
        try wait(for: text, within: seconds) { $0.heard(stream).contains(text) }
    }

    private func timedOut(_ what: String) -> Failure {
        .deadline(waitingFor: what, output: heard(.output), errors: heard(.errors))
    }

    private func wait() -> End {
        let status = state.withLock { state in
            if let status = state.status { return status }
            var status: CInt = 0
            while unsafe waitpid(identifier, &status, 0) < 0, errno == EINTR {}
            let signal = status & 0x7f
            let result = signal == 0 ? status >> 8 & 0xff : 128 + signal
            state.status = result
            return result
        }
        return End(status: status, output: heard(.output), errors: heard(.errors))
    }

    /// Takes in what is there, waiting for something at most so long; false where nothing came.
    private func listen(for milliseconds: CInt) -> Bool {
        let open = state.withLock { Array($0.open) }
        var polled = open.map {
            pollfd(fd: streams[$0] ?? -1, events: Int16(POLLIN), revents: 0)
        }
        guard unsafe poll(&polled, nfds_t(polled.count), milliseconds) > 0 else { return false }
        for (stream, place) in zip(open, polled) where place.revents != 0 {
            var buffer = [UInt8](repeating: 0, count: 64 * 1024)
            let count = unsafe read(place.fd, &buffer, buffer.count)
            state.withLock { state in
                if count > 0 {
                    state.heard[stream]?.append(contentsOf: buffer.prefix(count))
                } else {
                    state.open.remove(stream)
                }
            }
        }
        return true
    }
}
