/// Says in our words why libyaml could not read a file, and what to write.
enum YAMLFailureReport {
    static func report(_ failure: YAMLFailure, in bytes: [UInt8], to findings: Findings) {
        switch failure {
        case .memory:
            findings.report(nil, Mistake("no memory is left to read it", "write a smaller file"))
        case .encoding(let offset):
            let line = mark(of: offset, in: bytes).line
            findings.report(
                nil, Mistake("line \(line) is not UTF-8", "save the file in that encoding"))
        case .character(let offset):
            findings.report(
                mark(of: offset, in: bytes, findings.number),
                Mistake(
                    "a control character stands here",
                    "leave it out, or write it as an escape in double quotes, such as \"\\x07\""))
        case .syntax(let mark, let problem, let context, let contextLine):
            let isElsewhere = !context.isEmpty && contextLine != mark.line
            let place = isElsewhere ? " (\(context) from line \(contextLine) on)" : ""
            // libyaml ends a last line that has no end, and finds the end of the file after that.
            let end = Self.mark(of: bytes.count, in: bytes, findings.number)
            findings.report(
                min(Mark(line: mark.line, column: mark.column, file: findings.number), end),
                Mistake("this is no YAML: \(problem)\(place)", suggestion(problem)))
        }
    }

    /// What to write, for the problems that people meet; the words are libyaml's.
    private static func suggestion(_ problem: String) -> String {
        switch problem {
        case "found character that cannot start any token":
            "indent with spaces, and put text that begins with %, @ or ` between quotes"
        case "mapping values are not allowed in this context":
            "indent the keys of a mapping alike, and put text that holds \": \" between quotes"
        case "did not find expected node content":
            "write a value here, between quotes if it begins with : or ,"
        case "could not find expected ':'":
            "write key: value"
        case "did not find expected key":
            "indent the keys of a mapping alike"
        case "did not find expected '-' indicator",
            "block sequence entries are not allowed in this context":
            "indent the items of a list alike, each after \"- \""
        case "did not find expected ',' or ']'":
            "close the list with ]"
        case "did not find expected ',' or '}'":
            "close the mapping with }"
        case "found unexpected end of stream":
            "close the quotes"
        case "found a tab character that violates indentation",
            "found a tab character where an indentation space is expected":
            "indent with spaces"
        case "found unknown escape character", "did not find expected hexdecimal number":
            "write \\\\ for a backslash, or use single quotes"
        default:
            "correct what stands here"
        }
    }

    /// The position of a byte; YAML 1.1 section 5.4 also ends a line at NEL, LS and PS.
    fileprivate static func mark(
        of offset: Int, in bytes: [UInt8], _ file: Int32 = 0
    ) -> Mark {
        var mark = Mark(line: 1, column: 1, file: file)
        var previous: Unicode.Scalar?
        for scalar in String(decoding: bytes.prefix(offset), as: UTF8.self).unicodeScalars {
            switch scalar {
            // The line has ended with the carriage return.
            case "\n" where previous == "\r": break
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}":
                mark = Mark(line: mark.line + 1, column: 1, file: file)
            default: mark.column += 1
            }
            previous = scalar
        }
        return mark
    }
}

/// Lines that begin with `%`: directives at the head of a document, and nothing else in practice.
enum Directives {
    static let mistake = Mistake("too many lines begin with %", "leave the directives out")

    /// Where the first of them stands that is one too many; nil where there is none.
    static func excess(in bytes: [UInt8], over limit: Int, _ file: Int32) -> Mark? {
        var count = 0
        var offset = 0
        for byte in bytes {
            if byte == UInt8(ascii: "%"), endsLine(bytes[..<offset]) {
                count += 1
                if count > limit { return YAMLFailureReport.mark(of: offset, in: bytes, file) }
            }
            offset += 1
        }
        return nil
    }

    /// Whether a line begins after `text`: at the beginning, and after CR, LF, NEL, LS and PS.
    private static func endsLine(_ text: ArraySlice<UInt8>) -> Bool {
        switch text.last {
        case nil, 0x0a, 0x0d: true
        case 0x85: text.suffix(2).elementsEqual([0xc2, 0x85])
        case 0xa8, 0xa9: text.suffix(3).starts(with: [0xe2, 0x80])
        default: false
        }
    }
}
