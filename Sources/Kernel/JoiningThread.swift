import CLinux

/// A thread beside the one that starts it, pthreads(7), whose owner waits for its end.
public struct JoiningThread: ~Copyable, Sendable {
    private let thread: pthread_t

    /// Starts a thread with so many bytes of stack, which ends when `body` returns.
    ///
    /// Signals but those of its own faults go to other threads. Throws the error of
    /// pthread_create(3): EAGAIN where the system gives no thread or no memory for its stack.
    public init(
        stackBytes: Int, _ body: @escaping @Sendable () -> Void
    ) throws(ErrorNumber) {
        var thread = pthread_t()
        let retained = unsafe Unmanaged.passRetained(Body(body))
        let argument = unsafe retained.toOpaque()
        do throws(ErrorNumber) {
            _ = try systemCall {
                unsafe sonde_start_thread(
                    &thread, stackBytes,
                    { argument in
                        if let argument = unsafe argument {
                            unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                        }
                        return nil
                    }, argument)
            }
        } catch {
            unsafe retained.release()
            throw error
        }
        self.thread = thread
    }

    deinit {
        // The last reference to an owner may be dropped in the thread, which cannot await itself.
        if pthread_equal(thread, pthread_self()) != 0 {
            pthread_detach(thread)
        } else {
            pthread_join(thread, nil)
        }
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }
}
