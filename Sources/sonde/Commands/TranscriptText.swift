package import Probes
import Time

/// What was said, for people: `> ` before what we sent, `< ` before what came.
package struct TranscriptText: CustomStringConvertible {
    private let transcript: Transcript

    package init(_ transcript: Transcript) {
        self.transcript = transcript
    }

    package var description: String {
        var rows = Turn.all(of: transcript).flatMap(\.rows)
        if transcript.isCut {
            let kibibytes = ConversationLimits.transcriptBytesMax / 1_024
            rows.append((nil, "… more was said; the first \(kibibytes) KiB are shown"))
        }
        let instants = rows.map { $0.elapsed.map { DurationText.milliseconds($0) } ?? "" }
        let width = instants.map(\.count).max() ?? 0
        return "\nconversation, from the connection on\n"
            + zip(rows, instants).map { row, instant in
                "  " + String(repeating: " ", count: width - instant.count) + instant + "  "
                    + row.text + "\n"
            }.joined()
    }
}

/// What one side said until the other spoke; how it came in pieces makes no difference to it.
private struct Turn {
    private var mark: String
    private var bytes: [UInt8] = []
    /// Where each piece begins, and when it came.
    private var pieces: [(position: Int, elapsed: Duration)]

    static func all(of transcript: Transcript) -> [Turn] {
        var turns: [Turn] = []
        for entry in transcript.entries {
            let (mark, bytes) = entry.event.parts
            if let last = turns.indices.last, turns[last].mark == mark, !bytes.isEmpty {
                turns[last].pieces.append((turns[last].bytes.count, entry.elapsed))
                turns[last].bytes += bytes
            } else {
                turns.append(Turn(mark: mark, bytes: bytes, pieces: [(0, entry.elapsed)]))
            }
        }
        return turns
    }

    /// Each with when its first byte was said; without where that is what the row before says.
    var rows: [(elapsed: Duration?, text: String)] {
        guard !bytes.isEmpty else { return [(pieces.first?.elapsed, mark)] }
        var rest = pieces[...]
        var told: Int?
        return BytesText.rows(bytes).map { position, text in
            while rest.count > 1, rest.dropFirst().first?.position ?? .max <= position {
                rest.removeFirst()
            }
            defer { told = rest.first?.position }
            return (told == rest.first?.position ? nil : rest.first?.elapsed, mark + text)
        }
    }
}

extension Transcript.Event {
    fileprivate var parts: (mark: String, bytes: [UInt8]) {
        switch self {
        case .sent(let bytes): ("> ", bytes)
        case .received(let bytes): ("< ", bytes)
        case .startedTLS: ("TLS started", [])
        case .peerClosed: ("the peer closed", [])
        }
    }
}
