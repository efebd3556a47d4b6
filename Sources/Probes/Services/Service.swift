public import Patterns
import Wire

/// A protocol that can be proved at a port, without logging in.
///
/// The table is ``all``: a service more is a row more.
public struct Service: Sendable {
    /// What `service:` says in the configuration.
    public let name: String
    /// Where it usually listens.
    public let port: UInt16
    /// How TLS comes in, unless the configuration says otherwise.
    public let security: Security
    /// What proves it, for people: `an identification string (RFC 4253 section 4.2)`.
    public let proof: String
    /// The named groups that can be captured.
    public let learns: [String]
    private let steps: Steps
    private let upgradedSteps: Steps?

    /// Makes the steps; expressions are compiled only when they are needed.
    public typealias Steps = @Sendable () throws(PatternError) -> [Step]

    /// How TLS comes in.
    public enum Security: Hashable, Sendable {
        /// In the clear, or under TLS where the configuration has a `tls` block.
        case clear
        /// Under TLS from the first byte.
        case tls
        /// In the clear until STARTTLS, unless the configuration says otherwise.
        case startTLS(StartTLSProtocol)
    }

    /// A row of the table.
    ///
    /// - Parameters:
    ///   - upgrade: which STARTTLS the service knows, and the steps that prove it under TLS
    init(
        _ name: String, port: UInt16, security: Security = .clear, proof: String,
        learns: [String] = [], upgrade: (protocol: StartTLSProtocol, steps: Steps)? = nil,
        steps: @escaping Steps
    ) {
        self.name = name
        self.port = port
        self.security = security
        self.proof = proof
        self.learns = learns
        self.steps = steps
        upgradableWith = upgrade?.protocol
        upgradedSteps = upgrade?.steps
    }

    /// The STARTTLS that it knows; nil where it has none.
    public let upgradableWith: StartTLSProtocol?

    /// The steps that prove it, exposing `captures`.
    ///
    /// Under STARTTLS those that go on where ``StartTLSProtocol/steps()`` have ended. Throws where
    /// an expression of the table is refused, which a test rules out.
    public func part(
        afterStartTLS: Bool, captures: [Capture] = []
    ) throws(PatternError) -> Script.Part {
        let steps = afterStartTLS ? try upgradedSteps?() ?? [] : try self.steps()
        return Script.Part(.service(name), steps).exposing(captures)
    }

    /// The row of that name.
    public static func named(_ name: String) -> Service? {
        all.first { $0.name == name }
    }
}

extension Script.Part {
    /// The steps, with those of `captures` that their expressions have groups for.
    func exposing(_ captures: [Capture]) -> Script.Part {
        Script.Part(origin, steps.map { $0.exposing(captures) })
    }
}

extension Step {
    /// The step, with those of `captures` that its expression has groups for.
    fileprivate func exposing(_ captures: [Capture]) -> Step {
        switch self {
        case .expect(let expectation): .expect(expectation.exposing(captures))
        case .expectFrame(let framing, let expectation):
            .expectFrame(framing, expectation.exposing(captures))
        case .send, .expectBytes, .startTLS: self
        }
    }

    /// Waits for an expression, gives up at another.
    static func expect(
        _ expression: String, refusal: String? = nil
    ) throws(PatternError) -> Step {
        .expect(try Expectation(expression, refusal: refusal))
    }

    /// A frame in which an expression must hold.
    static func expect(_ framing: Framing, _ expression: String) throws(PatternError) -> Step {
        .expectFrame(framing, try Expectation(expression))
    }

    /// Waits for the go-ahead for TLS, and reads its line to the end.
    static func expectLine(
        _ expression: String, refusal: String? = nil
    ) throws(PatternError) -> Step {
        .expect(try Expectation(expression, refusal: refusal, wholeLine: true))
    }
}

extension Expectation {
    fileprivate init(
        _ expression: String, refusal: String? = nil, wholeLine: Bool = false
    ) throws(PatternError) {
        self.init(try Pattern(expression, wholeLine: wholeLine))
        if let refusal { self.refusal = try Pattern(refusal) }
    }

    fileprivate func exposing(_ captures: [Capture]) -> Expectation {
        var expectation = self
        expectation.captures = captures.filter { pattern.names.contains($0.name) }
        return expectation
    }
}
