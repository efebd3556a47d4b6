import Configuration
import HTTPServing
import Network
import Status
import Time
import Wire

/// The pages of probes, for people and for programs: made beside the loop of what it was asked for.
struct StatusPages: Sendable {
    let reader: StatusReader
    let world: World
    let build: BuildFacts
    let telemetryPath: String
    let places = ConcurrencyLimit(ExporterLimits.statusPagesMax)

    /// For whom an answer is.
    enum Reader {
        case people, programs
    }

    /// All probes that the query wants.
    func list(_ request: HTTPRequest, for reader: Reader) async -> HTTPResponse {
        await withQuery(of: request) { query in
            await answer(request, reader) { edition throws(StatusReader.Changed) in
                try await list(query, reader, edition)
            }
        }
    }

    /// The same for who asks without a request; nil where the configuration changes all the time.
    func text(_ query: StatusQuery, for reader: Reader) async -> String? {
        await make { edition throws(StatusReader.Changed) in
            try await list(query, reader, edition)
        }
    }

    /// The probe of that path below `root`; where several have its names, a list of them.
    func probe(
        _ request: HTTPRequest, below root: String, for reader: Reader
    ) async -> HTTPResponse {
        await withQuery(of: request) { query in
            let parts = request.path.dropFirst(root.count).utf8.split(
                separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            guard parts.count == 2, let server = PercentText.decoded(parts[0][...]),
                let name = PercentText.decoded(parts[1][...])
            else { return Self.notFound }
            var wanted = query
            wanted.server = server
            wanted.name = name
            return await answer(request, reader) { [wanted] edition throws(StatusReader.Changed) in
                try await probe(wanted, reader, edition)
            }
        }
    }

    private func withQuery(
        of request: HTTPRequest, _ body: (StatusQuery) async -> HTTPResponse
    ) async -> HTTPResponse {
        do throws(StatusQueryError) {
            return await body(try StatusQuery(request.query))
        } catch {
            return .text(error.words, status: .badRequest, handlerName: "")
        }
    }

    private static var notFound: HTTPResponse {
        .text(
            "There is no such probe here; all of them are at /.", status: .notFound,
            handlerName: "")
    }
}

// MARK: - Making

extension StatusPages {
    private func list(
        _ query: StatusQuery, _ reader: Reader, _ edition: StatusReader.Edition
    ) async throws(StatusReader.Changed) -> String {
        let facts = facts(edition)
        let digests = try await self.reader.digests(edition)
        let rowsMax = reader == .people ? StatusLimits.rowsMax : StatusLimits.rowsForProgramsMax
        let selection = await world.pageWorker.run {
            StatusSelection(
                query, rowsMax: min(rowsMax, query.limit ?? rowsMax), digests: digests
            ) { edition.settings.probes[$0].names }
        }
        let figures = try self.reader.figures(edition, selection.places)
        return await world.pageWorker.run {
            var changes = OccasionChanges(after: facts.now)
            let rows = zip(selection.places, figures).map { place, figures in
                edition.settings.probes[place].summary(figures, &changes)
            }
            let list = StatusList(query, selection, rows: rows, facts: facts)
            return switch reader {
            case .people: StatusPage(list).html
            case .programs: "\(list.json)\n"
            }
        }
    }

    /// Nil where there is none.
    private func probe(
        _ query: StatusQuery, _ reader: Reader, _ edition: StatusReader.Edition
    ) async throws(StatusReader.Changed) -> String? {
        let facts = facts(edition)
        let found = await world.pageWorker.run {
            let filter = NameFilter(query)
            return edition.settings.probes.indices.filter { place in
                filter.wants(edition.settings.probes[place].names)
            }
        }
        guard let place = found.first else { return nil }
        if found.count > 1 { return try await list(query, reader, edition) }
        guard let figures = try self.reader.figures(edition, [place]).first else { return nil }
        return await world.pageWorker.run {
            let detail = edition.settings.probes[place].detail(figures, at: facts.now)
            return switch reader {
            case .people: ProbePage(detail, facts: facts).html
            case .programs: "\(detail.json)\n"
            }
        }
    }
}

// MARK: - Answering

extension StatusPages {
    /// Makes a text, compressed where that is taken.
    private func answer(
        _ request: HTTPRequest, _ reader: Reader,
        _ body: (StatusReader.Edition) async throws(StatusReader.Changed) -> String?
    ) async -> HTTPResponse {
        guard places.enter() else { return Self.busy }
        defer { places.leave() }
        guard let made = await make(body) else {
            return .unavailable("The configuration is changing.", handlerName: "")
        }
        guard let text = made else { return Self.notFound }
        return await response(text, request, reader)
    }

    /// Makes something of what runs, anew where that has changed meanwhile.
    ///
    /// Nil where it changes all the time.
    private func make<Value>(
        _ body: (StatusReader.Edition) async throws(StatusReader.Changed) -> Value
    ) async -> Value? {
        for _ in 0..<ExporterLimits.statusTriesMax {
            let (made, edition, number) = await makeOnce(body)
            // One that was replaced meanwhile may be held by nobody else.
            if !reader.isCurrent(number) { await edition.release(on: world.pageWorker) }
            if let made { return made }
        }
        return nil
    }

    /// What was made, nil where what runs has changed, and what it was made of.
    private func makeOnce<Value>(
        _ body: (StatusReader.Edition) async throws(StatusReader.Changed) -> Value
    ) async -> (Value?, edition: Spent, number: Int) {
        let edition = reader.edition
        do throws(StatusReader.Changed) {
            return (try await body(edition), Spent(edition), edition.number)
        } catch {
            return (nil, Spent(edition), edition.number)
        }
    }

    private static var busy: HTTPResponse {
        .unavailable("Too many pages of probes are being made.", handlerName: "")
    }

    private func facts(_ edition: StatusReader.Edition) -> SiteFacts {
        SiteFacts(
            version: build.version, gateway: edition.settings.gateway,
            telemetryPath: telemetryPath, hasRunbook: !build.runbook.isEmpty,
            now: world.time.wallTime)
    }

    private func response(
        _ text: String, _ request: HTTPRequest, _ reader: Reader
    ) async -> HTTPResponse {
        var response = HTTPResponse(
            contentType: reader == .people ? "text/html; charset=utf-8" : "application/json",
            body: .bytes([]), handlerName: "")
        response.fields = PageFields.of(reader)
        let compressor =
            ContentCoding.takesGzip(request.acceptEncoding ?? "")
            ? world.compressor : nil
        let (bytes, isCompressed) = await world.pageWorker.run { () -> ([UInt8], Bool) in
            let bytes = Array(text.utf8)
            guard let stream = compressor?.begin() else { return (bytes, false) }
            var short: [UInt8] = []
            stream.append(bytes, isLast: true, to: &short)
            return (short, true)
        }
        if isCompressed { response.fields.append(HTTPConstantField("Content-Encoding", "gzip")) }
        response.body = .bytes(bytes)
        return response
    }
}

/// The fields of pages that people or programs read.
enum PageFields {
    static func of(_ reader: StatusPages.Reader) -> [HTTPConstantField] {
        let vary = HTTPConstantField("Vary", "Accept-Encoding")
        switch reader {
        case .people:
            return [
                vary, HTTPConstantField("Content-Security-Policy", ContentSecurityPolicy.text),
                HTTPConstantField("Referrer-Policy", "no-referrer"),
            ]
        case .programs: return [vary]
        }
    }
}
