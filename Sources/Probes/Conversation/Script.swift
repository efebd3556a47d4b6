public import Patterns
public import Wire

/// What is said to a peer, and what it must answer, one step after the other.
public struct Script: Hashable, Sendable {
    /// What is done, in this order.
    public let steps: [Step]
    /// Where each step is written; as many as ``steps``.
    public let places: [StepPlace]

    /// The steps of some parts, one part after the other.
    public init(_ parts: [Part]) {
        steps = parts.flatMap(\.steps)
        places = parts.flatMap { part in
            part.steps.indices.map { StepPlace(origin: part.origin, number: $0 + 1) }
        }
    }

    /// Who wrote the steps, each once, in their order.
    public var origins: [StepPlace.Origin] {
        places.map(\.origin).reduce(into: []) { origins, origin in
            if origins.last != origin { origins.append(origin) }
        }
    }

    /// Whether it changes from clear text to TLS on its way.
    public var startsTLS: Bool { steps.contains(.startTLS) }

    /// The parts of an account that its steps say.
    public var accountParts: Set<AccountPart> {
        steps.reduce(into: []) { parts, step in
            guard case .send(let template) = step else { return }
            for case .account(let part) in template.pieces { parts.insert(part) }
        }
    }

    /// Whether one of the steps exposes it.
    public func captures(_ capture: Capture) -> Bool {
        steps.contains { $0.expectation?.captures.contains(capture) == true }
    }

    /// Steps that are written in one place.
    public struct Part: Hashable, Sendable {
        /// Where they are written.
        public var origin: StepPlace.Origin
        /// The steps.
        public var steps: [Step]

        /// Steps of that origin.
        public init(_ origin: StepPlace.Origin, _ steps: [Step]) {
            self.origin = origin
            self.steps = steps
        }
    }
}

/// Where a step is written, for people: `step 2 of the script`.
public struct StepPlace: Hashable, Sendable, CustomStringConvertible {
    /// Who wrote the steps.
    public enum Origin: Hashable, Sendable, CustomStringConvertible {
        /// The configuration.
        case script
        /// The table of services, under that name.
        case service(String)
        /// The table of STARTTLS protocols, under that name.
        case startTLS(String)

        /// `the script`, `service ssh`, `starttls smtp`.
        public var description: String {
            switch self {
            case .script: "the script"
            case .service(let name): "service \(name)"
            case .startTLS(let name): "starttls \(name)"
            }
        }
    }

    /// Who wrote it.
    public var origin: Origin
    /// Which of the steps there, from 1.
    public var number: Int

    /// The step of that number.
    public init(origin: Origin, number: Int) {
        self.origin = origin
        self.number = number
    }

    /// `step 2 of the script`, `step 1 of service ssh`, `step 3 of starttls smtp`.
    public var description: String { "step \(number) of \(origin)" }
}

/// One thing to do in a conversation.
public enum Step: Hashable, Sendable {
    /// Sends these bytes; nothing is added to them.
    case send(Template)
    /// Waits until an expression holds somewhere in what has arrived since the last match.
    case expect(Expectation)
    /// The very next bytes must be these.
    case expectBytes([UInt8])
    /// The next frame must be whole, and the expression must hold in it.
    case expectFrame(Framing, Expectation)
    /// Goes over to TLS; nothing may have arrived beyond the go-ahead.
    case startTLS

    /// Whether the peer has to do something for it to hold.
    var waits: Bool {
        if case .send = self { false } else { true }
    }
}

extension Step {
    /// What must arrive, where an expression says it.
    var expectation: Expectation? {
        switch self {
        case .expect(let expectation), .expectFrame(_, let expectation): expectation
        case .send, .expectBytes, .startTLS: nil
        }
    }
}

/// What must arrive.
public struct Expectation: Hashable, Sendable {
    /// What is searched.
    public var pattern: Pattern
    /// A whole answer that says no, and ends the attempt at once.
    public var refusal: Pattern?
    /// What of the named groups is exposed; every one of them can be sent later.
    public var captures: [Capture]

    /// Waits for `pattern`, gives up at `refusal`.
    public init(_ pattern: Pattern, refusal: Pattern? = nil, captures: [Capture] = []) {
        self.pattern = pattern
        self.refusal = refusal
        self.captures = captures
    }
}

/// A named group that is exposed.
public struct Capture: Hashable, Sendable {
    /// How it is exposed; the raw value is what the configuration says.
    public enum Use: String, CaseIterable, Sendable {
        /// A label of `probe_expect_info`.
        case label
        /// The value of a series of `probe_captured_value`.
        case value
    }

    /// Name of the group, and of what is exposed.
    public var name: String
    /// How.
    public var use: Use

    /// The group `name`, exposed in that way.
    public init(name: String, use: Use) {
        self.name = name
        self.use = use
    }
}
