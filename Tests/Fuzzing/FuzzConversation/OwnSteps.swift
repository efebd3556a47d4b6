import Patterns
import Probes
import Wire

/// A step of those of which an input makes a script; nil where the letter names none.
///
/// A letter is never given to another one: the corpus knows it.
func ownStep(_ letter: UInt8) -> Step? {
    let letter = Unicode.Scalar(letter)
    return sentStep(letter) ?? expectation(letter).map { .expect($0) } ?? frameStep(letter)
}

private func sentStep(_ letter: Unicode.Scalar) -> Step? {
    switch letter {
    case "T": .startTLS
    case "A": .send("hello\r\n")
    case "B": .send(["x ", .capture("x"), " y ", .capture("y"), "\r\n"])
    case "C": .send([.host, ":", .port, " ", .serverName, " ", .attemptDigits])
    case "D": .send([.secret([1, 2]), .either(clear: [3], tls: [4])])
    case "E": .expectBytes([0x53])
    case "F": .expectBytes(Array("+OK\r\n".utf8))
    case "G": .expectBytes([0, 0xff])
    default: nil
    }
}

/// Expressions of every kind: what they look at, where they end, what they capture.
private func expectation(_ letter: Unicode.Scalar) -> Expectation? {
    switch letter {
    case "a": expectation("needle")
    case "b": expectation("^220 .*$")
    case "c": expectation("^220 (?P<x>.*)$")
    case "d": expectation(#"load (?P<x>\S+)"#, use: .value)
    case "e": expectation(#"\bok\b"#)
    case "f": expectation(#"(?P<x>\w+)\b(?P<y>\W*)"#)
    case "g": expectation(#"(?P<x>a\n$|a)"#)
    case "h": expectation(#"a\n$|a$"#)
    case "i": expectation(#"a$|ab\b"#, refusal: #"ab\B|^5[0-9]{2}$"#)
    case "j": expectation("^250(?:-.*\n250)*(?: .*)?\r?\n", refusal: "^[45][0-9]{2}.*\n")
    case "k": expectation("^220", wholeLine: true)
    case "l": expectation("^s1 OK$", wholeLine: true)
    case "m": expectation(#"é(?P<x>\pL*)"#)
    case "n": expectation(#"(?P<x>.*?)$(?P<y>\s*)"#)
    case "o": expectation("(?:(?P<x>a)|(?P<y>b))c?", refusal: "\0")
    case "p": expectation("$")
    case "q": expectation("")
    case "r": expectation(#"\B"#, refusal: #"\n$"#)
    case "s": expectation(#"(?sU)<(?P<x>.*)>(?P<y>.*)</"#)
    case "t": expectation(#"[^\x00-\x7f](?P<x>[\x00-\x1f]+)"#)
    default: nil
    }
}

/// A framing of each kind, and what must be in a frame.
private func frameStep(_ letter: Unicode.Scalar) -> Step? {
    switch letter {
    case "0": .expectFrame(.line, expectation("^(?P<x>[0-9]+) (?P<y>.*)$"))
    case "1": .expectFrame(.ber, expectation(#"^0(?P<x>\C)"#))
    case "2": .expectFrame(.mqtt, expectation(#"(?s)^\x20."#))
    case "3": .expectFrame(.amqp, expectation(#"^(?P<x>AMQP)|\xce$"#))
    case "4": .expectFrame(.mysql, expectation(#"^\C{4}\x0a(?P<x>[^\x00]+)\x00"#))
    case "5": .expectFrame(.rpcRecord, expectation(#"(?s)^.{4}(?P<x>.)"#))
    case "6": .expectFrame(.tpkt, expectation(#"(?s)^\x03\x00.."#))
    case "7": .expectFrame(.bgp, expectation(#"(?s)^.{18}[\x01\x03]"#))
    case "8": .expectFrame(.kafka, expectation(""))
    case "9": .expectFrame(.postgres, expectation("^(?:R|E)"))
    default: nil
    }
}

private func expectation(
    _ expression: String, refusal: String? = nil, wholeLine: Bool = false,
    use: Capture.Use = .label
) -> Expectation {
    do throws(PatternError) {
        let pattern = try Pattern(expression, wholeLine: wholeLine)
        var refused: Pattern?
        if let refusal { refused = try Pattern(refusal) }
        return Expectation(
            pattern, refusal: refused,
            captures: pattern.names.map { Capture(name: $0, use: use) })
    } catch {
        preconditionFailure("\(expression): \(error)")
    }
}
