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

    /// Runs batches of jobs until none is left, or as many as `batchesMax`.
    func run(batchesMax: Int = .max) {
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
