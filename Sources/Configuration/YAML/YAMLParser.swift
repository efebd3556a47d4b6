private import CYAML

/// Something that libyaml met in a stream.
struct YAMLEvent {
    let kind: Kind
    var mark: Mark
    var hasAnchor = false
    var hasTag = false

    enum Kind {
        case streamStart, documentStart, documentEnd, streamEnd
        case alias
        case scalar(String, isPlain: Bool)
        case sequenceStart, sequenceEnd
        case mappingStart, mappingEnd
    }
}

/// Why a stream cannot be read further.
enum YAMLFailure: Error {
    /// The bytes from this offset on are no UTF-8.
    case encoding(offset: Int)
    /// The character at this offset may stand in no YAML file (YAML 1.1 section 5.1).
    case character(offset: Int)
    /// It is no YAML; libyaml's own words, and the line where what it was reading begins.
    case syntax(Mark, problem: String, context: String, contextLine: Int)
    /// No memory.
    case memory
}

/// The events of a YAML stream; owns libyaml's parser and the bytes that it reads.
@safe
struct YAMLParser: ~Copyable {
    // libyaml keeps a pointer to the parser in itself: it must not move.
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeMutableBufferPointer<UInt8>

    init(_ bytes: [UInt8]) throws(YAMLFailure) {
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        guard unsafe yaml_parser_initialize(parser) == 1 else {
            unsafe parser.deallocate()
            throw .memory
        }
        unsafe self.parser = unsafe parser
        unsafe input = .allocate(capacity: bytes.count)
        _ = unsafe input.initialize(from: bytes)
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe yaml_parser_set_input_string(parser, input.baseAddress, input.count)
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
        unsafe input.deallocate()
    }

    /// The next event; `streamEnd` is the last that may be asked for.
    mutating func next() throws(YAMLFailure) -> YAMLEvent {
        var event = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw failure() }
        defer { unsafe yaml_event_delete(&event) }
        return unsafe Self.read(event)
    }

    private static func read(_ event: yaml_event_t) -> YAMLEvent {
        let mark = unsafe Mark(event.start_mark)
        switch unsafe event.type {
        case YAML_STREAM_START_EVENT: return YAMLEvent(kind: .streamStart, mark: mark)
        case YAML_DOCUMENT_START_EVENT: return YAMLEvent(kind: .documentStart, mark: mark)
        case YAML_DOCUMENT_END_EVENT: return YAMLEvent(kind: .documentEnd, mark: mark)
        case YAML_ALIAS_EVENT: return YAMLEvent(kind: .alias, mark: mark)
        case YAML_SCALAR_EVENT:
            let scalar = unsafe event.data.scalar
            let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            let isPlain = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE
            return unsafe YAMLEvent(
                kind: .scalar(String(decoding: bytes, as: UTF8.self), isPlain: isPlain),
                mark: mark, hasAnchor: scalar.anchor != nil, hasTag: scalar.tag != nil)
        case YAML_SEQUENCE_START_EVENT:
            let start = unsafe event.data.sequence_start
            return unsafe YAMLEvent(
                kind: .sequenceStart, mark: mark, hasAnchor: start.anchor != nil,
                hasTag: start.tag != nil)
        case YAML_SEQUENCE_END_EVENT: return YAMLEvent(kind: .sequenceEnd, mark: mark)
        case YAML_MAPPING_START_EVENT:
            let start = unsafe event.data.mapping_start
            return unsafe YAMLEvent(
                kind: .mappingStart, mark: mark, hasAnchor: start.anchor != nil,
                hasTag: start.tag != nil)
        case YAML_MAPPING_END_EVENT: return YAMLEvent(kind: .mappingEnd, mark: mark)
        // STREAM-END, and NO-EVENT, which comes after it.
        default: return YAMLEvent(kind: .streamEnd, mark: mark)
        }
    }

    private func failure() -> YAMLFailure {
        let state = unsafe parser.pointee
        switch unsafe state.error {
        case YAML_MEMORY_ERROR:
            return .memory
        case YAML_READER_ERROR:
            let offset = unsafe Int(clamping: state.problem_offset)
            let isCharacter = unsafe text(state.problem) == "control characters are not allowed"
            return isCharacter ? .character(offset: offset) : .encoding(offset: offset)
        default:
            return unsafe .syntax(
                Mark(state.problem_mark), problem: text(state.problem),
                context: text(state.context), contextLine: Mark(state.context_mark).line)
        }
    }

    private func text(_ pointer: UnsafePointer<CChar>?) -> String {
        guard let pointer = unsafe pointer else { return "" }
        return unsafe String(cString: pointer)
    }
}

extension Mark {
    fileprivate init(_ mark: yaml_mark_t) {
        self.init(line: Int(clamping: mark.line) &+ 1, column: Int(clamping: mark.column) &+ 1)
    }
}
