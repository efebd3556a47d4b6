import Simulation
import Wire

/// A parser that follows a stream from frame to frame.
func frames(_ framing: Framing) -> Parser {
    { bytes, cuts in
        var start = 0
        while let next = checkedEnd(framing, bytes.span.extracting(start...), cuts) {
            start += next
        }
    }
}

/// Where the first frame of `bytes` ends; nil where that is not said.
private func checkedEnd(_ framing: Framing, _ bytes: Span<UInt8>, _ cuts: Cuts) -> Int? {
    let whole = framing.end(of: bytes)
    var inPieces = FrameEnd.needsMore
    for end in cuts.ends(of: bytes.count) where inPieces == .needsMore {
        inPieces = framing.end(of: bytes.extracting(first: end))
    }
    precondition(inPieces == whole, "a frame ends elsewhere in pieces")
    switch whole {
    case .at(let end):
        precondition((1...bytes.count).contains(end), "a frame ends outside")
        precondition(end <= FramingLimits.frameBytesMax, "a frame is too long")
        return end
    case .needsMore:
        precondition(bytes.count < FramingLimits.frameBytesMax, "a frame does not end")
        return nil
    case .malformed(let words):
        precondition(!words.isEmpty, "nothing is said")
        return nil
    }
}
