import Configuration
import Exporter
import HTTPFetching
import Kernel
import Network
import Reactor
import Status
import Time
import Wire

/// What `sonde top` does: the table of probes, live in a terminal, and once anywhere else.
struct TopCommand {
    func run(_ order: TopOrder) -> Exit {
        do {
            let signals = try SignalDescriptor([.terminate, .interrupt, .hangUp])
            let settings = try settings(order)
            let live = try LiveWorld(
                resolvers: settings?.resolvers ?? [],
                log: LiveLog(level: .error, format: .logfmt))
            let source = try source(order, settings, live)
            return try show(source, order, live, signals)
        } catch let errors as ConfigurationErrors {
            StandardStream.error.write("\(errors)\n")
        } catch let error as ExporterError {
            Complaint.write(error.description)
        } catch let error as TLSSettingsError {
            Complaint.write("TLS cannot be made ready: \(error)")
        } catch {
            Complaint.write("the kernel gives no descriptors to begin with: \(error)")
            return .failure
        }
        return .usage
    }

    private func settings(_ order: TopOrder) throws(ConfigurationErrors) -> Settings? {
        guard case .configuration(let file) = order.place else { return nil }
        return try ConfigurationLoader(
            files: LiveFiles(), gatewayOverride: ServeOptions.gatewayOfEnvironment,
            variable: Surroundings.variable
        ).load(file).running()
    }

    private func source(
        _ order: TopOrder, _ settings: Settings?, _ live: LiveWorld
    ) throws -> TopSource {
        switch order.place {
        case .configuration:
            return .exporter(
                try Exporter(
                    settings: settings ?? Settings(), world: live.world, build: LiveWorld.build,
                    attemptsMax: Daemon.attemptsMax))
        case .running(let address):
            let fetcher = HTTPFetcher(
                time: live.world.time, transport: live.world.transport,
                resolver: live.world.resolver)
            let tls =
                address.scheme == .https
                ? try live.world.tls.client(TLSSettings(serverName: "\(address.host)")) : nil
            return .running(
                RunningSonde(
                    address: address, fetcher: fetcher, time: live.world.time, tls: tls))
        }
    }

    private func show(
        _ source: TopSource, _ order: TopOrder, _ live: LiveWorld, _ signals: SignalDescriptor
    ) throws -> Exit {
        let token = try live.loop.watch(signals.number)
        let keys = Terminal.isInput ? try live.loop.watch(Terminal.inputNumber) : nil
        let (loop, query) = (live.loop, order.query)
        return loop.run {
            let exit = await withTaskGroup(of: Exit.self) { group in
                if case .exporter(let exporter) = source {
                    group.addTask {
                        await exporter.run(listeners: [])
                        return .success
                    }
                }
                group.addTask {
                    _ = await loop.ready(token, for: .read, until: .distantFuture)
                    return .success
                }
                group.addTask {
                    Terminal.isOutput
                        ? await LiveTop(source: source, loop: loop, keys: keys).run(query)
                        : await PlainTop(source: source, time: loop).run(query)
                }
                let exit = await group.next() ?? .success
                group.cancelAll()
                return exit
            }
            live.shutdown()
            return exit
        }
    }
}

/// The table once, as plain text.
private struct PlainTop {
    let source: TopSource
    let time: any TimeSource

    /// How long a fleet that has just begun may take to be known.
    private static let patience: Duration = .seconds(15)
    private static let pause: Duration = .milliseconds(250)
    /// Wide enough for all that a row says.
    private static let columns = 160

    func run(_ query: StatusQuery) async -> Exit {
        let end = time.now + Self.patience
        let screen = TopScreen(columns: Self.columns, rows: nil, hasColours: false)
        while !Task.isCancelled {
            do throws(TopTrouble) {
                let answer = try await source.answer(query)
                if case .exporter = source, answer.counts[.unknown] ?? 0 > 0, time.now < end {
                    _ = await time.sleep(until: time.now + Self.pause)
                    continue
                }
                let lines = screen.lines(answer, place: source.place, trouble: nil, hint: nil)
                StandardStream.output.write(lines.joined(separator: "\n") + "\n")
                return .success
            } catch {
                Complaint.write(error.message)
                return .failure
            }
        }
        return .success
    }
}

/// The table in a terminal, drawn anew every second.
private struct LiveTop {
    let source: TopSource
    let loop: EventLoop
    let keys: DescriptorToken?

    private static let interval: Duration = .seconds(1)
    /// The other screen, without a cursor, and back again (ECMA-48, xterm's private modes).
    private static let begin = "\u{1b}[?1049h\u{1b}[?25l"
    private static let end = "\u{1b}[?25h\u{1b}[?1049l"

    func run(_ query: StatusQuery) async -> Exit {
        // Keys are handed over at once as long as this lives; without them it goes on by itself.
        let terminal = keys.flatMap { _ in keyByKey() }
        StandardStream.output.write(Self.begin)
        defer { StandardStream.output.write(Self.end) }
        var view = TopView(query)
        var last: StatusAnswer?
        while !Task.isCancelled {
            let size = Terminal.size ?? (80, 24)
            let screen = TopScreen(
                columns: size.columns, rows: size.rows, hasColours: Self.hasColours)
            view.query.limit = min(
                screen.room ?? 1, query.limit ?? StatusLimits.rowsForProgramsMax)
            var trouble: String?
            do throws(TopTrouble) {
                let answer = try await source.answer(view.query)
                guard view.take(answer) else { continue }
                last = answer
            } catch {
                trouble = error.message
            }
            draw(screen.lines(last, place: source.place, trouble: trouble, hint: view.hint))
            guard await waitForKeys(&view) else { break }
        }
        _ = consume terminal
        return .success
    }

    private func keyByKey() -> KeyByKeyTerminal? { try? KeyByKeyTerminal.begin() }

    /// Colours are for who has not asked for none: no-color.org.
    private static var hasColours: Bool {
        (Surroundings.variable("NO_COLOR") ?? "").isEmpty
            && Surroundings.variable("TERM") != "dumb"
    }

    private func draw(_ lines: [String]) {
        let text = lines.map { "\($0)\u{1b}[K" }.joined(separator: "\r\n")
        StandardStream.output.write("\u{1b}[H\(text)\u{1b}[J")
    }

    /// Until a key or the next turn; false where it is to end.
    private func waitForKeys(_ view: inout TopView) async -> Bool {
        let next = loop.now + Self.interval
        guard let keys else {
            return await loop.sleep(until: next) == .elapsed
        }
        switch await loop.ready(keys, for: .read, until: next) {
        case .ready:
            let pressed = Terminal.keys()
            // The terminal is gone.
            guard !pressed.isEmpty || Terminal.isInput else { return false }
            for key in pressed where !view.take(key) { return false }
            return true
        case .deadline: return true
        case .cancelled: return false
        }
    }
}
