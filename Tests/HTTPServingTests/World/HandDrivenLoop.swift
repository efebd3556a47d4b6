import Synchronization

/// An executor that runs its jobs when the test says so, on the test's own thread.
///
/// With it a test knows when the server waits, and moves the clock only then.
final class HandDrivenLoop: TaskExecutor {
    private let jobs = Mutex<[UnownedJob]>([])

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
    }

    /// Far more batches than any test needs for the server to come to rest.
    private static let batchesMax = 100_000

    /// Runs batches of jobs until none is left; a server that never rests would spin for ever.
    func run() {
        run(batchesMax: Self.batchesMax)
        precondition(jobs.withLock(\.isEmpty), "the server does not come to rest")
    }

    /// Runs as many batches of jobs, or fewer where none is left.
    func run(batchesMax: Int) {
        var batches = 0
        while batches < batchesMax {
            let batch = jobs.withLock { jobs in
                defer { jobs.removeAll() }
                return jobs
            }
            guard !batch.isEmpty else { return }
            for job in batch { unsafe job.runSynchronously(on: asUnownedTaskExecutor()) }
            batches += 1
        }
    }
}
