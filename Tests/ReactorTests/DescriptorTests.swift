import Glibc
import Kernel
import Reactor
import Simulation
import Testing
import Time

@Suite struct DescriptorTests {
    @Test func `bytes end a wait, and bytes that came before need none`() throws {
        let loop = try EventLoop()
        let pair = try Pair()
        loop.run {
            guard let token = pair.watch(loop) else { return }
            #expect(await loop.ready(token, for: .read, until: loop.now) == .deadline)
            #expect(await loop.ready(token, for: .write, until: .distantFuture) == .ready)
            pair.say()
            #expect(await loop.ready(token, for: .read, until: .distantFuture) == .ready)
            pair.hear()
            // Seen while nobody waits: the edge must not be lost.
            pair.say()
            _ = await loop.sleep(until: loop.now + .milliseconds(2))
            #expect(await loop.ready(token, for: .read, until: .distantFuture) == .ready)
            loop.forget(token)
        }
    }

    @Test func `what is ready counts before a deadline that has passed`() throws {
        let loop = try EventLoop()
        let pair = try Pair()
        loop.run {
            guard let token = pair.watch(loop) else { return }
            pair.say()
            let outcome = await loop.ready(
                token, for: .read, until: Instant(nanoseconds: loop.now.nanoseconds - 1_000_000))
            #expect(outcome == .ready)
            loop.forget(token)
        }
    }

    @Test func `a wait ends with its task, with its descriptor, or at its deadline`() throws {
        let loop = try EventLoop()
        let pair = try Pair()
        loop.run {
            guard let token = pair.watch(loop) else { return }
            await withTaskGroup(of: WaitOutcome.self) { group in
                group.addTask {
                    await loop.ready(token, for: .read, until: loop.now + .milliseconds(5))
                }
                #expect(await group.next() == .deadline)
                group.addTask { await loop.ready(token, for: .read, until: .distantFuture) }
                await Task.yield()
                group.cancelAll()
                #expect(await group.next() == .cancelled)
            }
            await withTaskGroup(of: WaitOutcome.self) { group in
                group.addTask { await loop.ready(token, for: .read, until: .distantFuture) }
                _ = await loop.sleep(until: loop.now + .milliseconds(2))
                loop.forget(token)
                #expect(await group.next() == .cancelled)
            }
        }
    }

    @Test func `a callback is called as long as there is something to read`() throws {
        let loop = try EventLoop()
        let pair = try Pair()
        let calls = Shared(0)
        loop.run {
            let token = try? loop.watch(pair.ours, for: .read) { readiness in
                #expect(readiness.contains(.read))
                calls.update { $0 += 1 }
                if calls.value == 3 { pair.hear() }
            }
            guard let token else {
                _ = Issue.record("not watched")
                return
            }
            pair.say()
            _ = await loop.sleep(until: loop.now + .milliseconds(20))
            #expect(calls.value == 3)
            loop.unwatch(token)
            pair.say()
            _ = await loop.sleep(until: loop.now + .milliseconds(5))
            #expect(calls.value == 3)
        }
    }

    @Test func `a hang-up is told beside the readiness, and stays told`() throws {
        let loop = try EventLoop()
        let pair = try Pair()
        loop.run {
            guard let token = pair.watch(loop) else { return }
            #expect(await loop.ready(token, for: .write, until: .distantFuture) == .ready)
            #expect(!loop.wasTold(.failure, of: token))
            pair.hangUp()
            #expect(await loop.ready(token, for: .read, until: .distantFuture) == .ready)
            #expect(loop.wasTold(.failure, of: token))
            #expect(await loop.ready(token, for: .write, until: .distantFuture) == .ready)
            #expect(loop.wasTold(.failure, of: token))
            loop.forget(token)
            #expect(!loop.wasTold(.failure, of: token))
        }
    }

    @Test func `what is watched is counted`() throws {
        let loop = try EventLoop()
        let pairs = try (0..<10).map { _ in try Pair() }
        loop.run {
            let before = loop.descriptorCount
            let tokens = pairs.compactMap { $0.watch(loop) }
            #expect(loop.descriptorCount == before + 10)
            tokens.dropLast().forEach(loop.forget)
            tokens.dropFirst().forEach(loop.unwatch)
            #expect(loop.descriptorCount == before)
        }
    }

    /// Two that are ready in one batch: whose turn comes first closes the other, and another opens
    /// at its number.
    ///
    /// The event that the batch still holds is for the one that is gone.
    @Test func `in 20,000 cycles no event reaches who has the number now`() throws {
        let loop = try EventLoop()
        let strays = Shared(0)
        let deliveries = Shared(0)
        let reuses = Shared(0)
        loop.run {
            for _ in 0..<20_000 {
                let pairs = Shared([Pair?]())
                let tokens = Shared([DescriptorToken]())
                for index in 0..<2 {
                    guard let pair = try? Pair() else {
                        _ = Issue.record("no pair")
                        return
                    }
                    let token = try? loop.watch(pair.ours, for: .read) { _ in
                        deliveries.update { $0 += 1 }
                        Self.replace(1 - index, pairs, tokens, loop, strays, reuses)
                        pairs.value[index]?.hear()
                    }
                    guard let token else {
                        _ = Issue.record("not watched")
                        return
                    }
                    pairs.update { $0.append(pair) }
                    tokens.update { $0.append(token) }
                }
                pairs.value.forEach { $0?.say() }
                await Task.yield()
                await Task.yield()
                tokens.value.forEach(loop.forget)
            }
        }
        #expect(strays.value == 0)
        #expect(deliveries.value == 20_000)
        #expect(reuses.value > 1_000, "other tests took every number")
    }

    private static func replace(
        _ index: Int, _ pairs: Shared<[Pair?]>, _ tokens: Shared<[DescriptorToken]>,
        _ loop: EventLoop, _ strays: Shared<Int>, _ reuses: Shared<Int>
    ) {
        loop.forget(tokens.value[index])
        let number = pairs.value[index]?.ours
        pairs.update { $0[index] = nil }
        guard let pair = try? Pair(),
            let token = try? loop.watch(
                pair.ours, for: .read, { _ in strays.update { $0 += 1 } })
        else {
            _ = Issue.record("no pair")
            return
        }
        if number == pair.ours { reuses.update { $0 += 1 } }
        pairs.update { $0[index] = pair }
        tokens.update { $0[index] = token }
    }
}

/// Two connected sockets: one is watched, the other speaks to it.
private final class Pair: Sendable {
    let ours: CInt
    private let theirs: CInt

    init() throws {
        var pair: [CInt] = [-1, -1]
        let kind = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        try #require(unsafe socketpair(AF_UNIX, kind, 0, &pair) == 0)
        (ours, theirs) = (pair[0], pair[1])
    }

    deinit {
        _ = close(ours)
        _ = close(theirs)
    }

    /// Watched for one task at a time.
    func watch(_ loop: EventLoop) -> DescriptorToken? {
        do {
            return try loop.watch(ours)
        } catch {
            Issue.record(error)
            return nil
        }
    }

    func say() {
        let byte: [UInt8] = [1]
        #expect(unsafe write(theirs, byte, 1) == 1)
    }

    /// Ends both directions.
    func hangUp() {
        #expect(shutdown(theirs, CInt(SHUT_RDWR)) == 0)
    }

    func hear() {
        var bytes = [UInt8](repeating: 0, count: 64)
        #expect(unsafe read(ours, &bytes, 64) > 0)
    }
}
