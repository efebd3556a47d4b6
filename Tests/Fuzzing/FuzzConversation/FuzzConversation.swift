import Patterns
import Simulation

/// Called by libFuzzer with one input: a line that says what is to be tried, a byte from which the
/// places follow where the rest is cut, and the rest, which is what a peer says.
///
/// The line is one of `service NAME`, `service NAME starttls`, `starttls NAME`, `script LETTERS`
/// (see `ownSteps`), `expect EXPRESSION` and `line EXPRESSION`, the latter for a whole line.
/// An input whose line is another is not kept (-1).
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let end = input.firstIndex(of: UInt8(ascii: "\n")), end + 1 < input.count else {
        return -1
    }
    let line = String(decoding: input[..<end], as: UTF8.self)
    let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    guard words.count == 2 else { return -1 }
    let peer = Peer(input[(end + 2)...])
    let cuts = Cuts(seed: input[end + 1])
    switch words[0] {
    case "expect", "line":
        let wholeLine = words[0] == "line"
        guard let pattern = try? Pattern(String(words[1]), wholeLine: wholeLine) else { return 0 }
        search(pattern, in: peer.beforeTLS)
        play(script(of: pattern), with: peer, cuts)
    default:
        guard let script = script(named: line) else { return -1 }
        play(script, with: peer, cuts)
    }
    return 0
}
