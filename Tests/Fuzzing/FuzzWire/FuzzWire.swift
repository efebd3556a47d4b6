import Simulation
import Wire

/// Called by libFuzzer with one input: a letter that names a parser, a byte from which the places
/// follow where the rest is cut, and the rest.
///
/// An input that names no parser is not kept (-1).
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard input.count >= 2, let parser = parsers[input[0]] else { return -1 }
    parser(Array(input[2...]), Cuts(seed: input[1]))
    return 0
}

/// Reads bytes whole and in pieces, and traps where that makes a difference.
typealias Parser = @Sendable ([UInt8], Cuts) -> Void

/// Every parser of the room.
///
/// A letter is never given to another parser: the corpus knows it.
let parsers: [UInt8: Parser] = [
    UInt8(ascii: "h"): requestHeads,
    UInt8(ascii: "l"): frames(.line),
    UInt8(ascii: "b"): frames(.ber),
    UInt8(ascii: "q"): frames(.mqtt),
    UInt8(ascii: "a"): frames(.amqp),
    UInt8(ascii: "m"): frames(.mysql),
    UInt8(ascii: "p"): frames(.postgres),
    UInt8(ascii: "k"): frames(.kafka),
    UInt8(ascii: "r"): frames(.rpcRecord),
    UInt8(ascii: "t"): frames(.tpkt),
    UInt8(ascii: "g"): frames(.bgp),
    UInt8(ascii: "o"): frames(.mongodb),
    UInt8(ascii: "c"): frames(.cassandra),
    UInt8(ascii: "5"): socks5Answers,
    UInt8(ascii: "x"): connectAnswers,
    UInt8(ascii: "j"): jsonTexts,
    UInt8(ascii: "w"): responses,
    UInt8(ascii: "u"): addresses,
    UInt8(ascii: "n"): preferences,
    UInt8(ascii: "y"): queries,
]
