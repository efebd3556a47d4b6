import Status
import Time
import Wire

/// Called by libFuzzer with one input: a query of the status page, a text in it, and an answer of
/// its API.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    let text = String(decoding: input, as: UTF8.self)
    checkQuery(text)
    checkText(text)
    checkAnswer(input)
    return 0
}

/// What was read is written so that it is read again.
private func checkQuery(_ text: String) {
    guard let query = try? StatusQuery(text) else { return }
    precondition(
        (try? StatusQuery(query.text)) == query, "\(query) is written as \(query.text)")
    precondition(!query.text.utf8.contains { $0 <= 0x20 || $0 > 0x7e }, "no part of an address")
}

/// No text of others becomes an element, ends an attribute, or turns the direction of writing.
private func checkText(_ text: String) {
    let shown = HTMLText.shown(text)
    precondition(!shown.contains { "<>\"'".contains($0) }, "\(shown) is no text")
    precondition(
        shown.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{202e}" }, "it is not seen")
    precondition(PercentText.decoded(PercentText.encoded(text)[...].utf8) == text, "other text")
    // An empty owner is left out.
    guard !text.isEmpty else { return }
    precondition(elementCount(text) == innocentCount, "\(text) is obeyed")
}

/// The tags of a page with one probe whose texts are all that one.
private func elementCount(_ text: String) -> Int {
    var names = ProbeNames(server: text, name: text, target: text)
    names.owner = text
    let digests = [ProbeDigest(condition: .down)]
    let selection = StatusSelection(StatusQuery(), rowsMax: 1, digests: digests) { _ in names }
    let facts = SiteFacts(
        version: "1", gateway: text, telemetryPath: "/metrics", hasRunbook: true,
        now: WallTime(secondsSinceEpoch: 0))
    let rows = [ProbeSummary(names, condition: .down)]
    let list = StatusList(StatusQuery(), selection, rows: rows, facts: facts)
    return StatusPage(list).html.utf8.count { $0 == UInt8(ascii: "<") }
}

private let innocentCount = elementCount("a")

/// Whatever a server answers is an answer or none.
private func checkAnswer(_ bytes: [UInt8]) {
    guard let json = try? JSON(parsing: bytes), let answer = StatusAnswer(json) else { return }
    for row in answer.rows {
        precondition(row.connect.map { $0 >= .zero } ?? true, "a span that is none")
    }
    let all = answer.counts.values.reduce(0, +)
    precondition(all >= 0 && answer.page > 0 && answer.pageCount > 0, "no numbers of probes")
}
