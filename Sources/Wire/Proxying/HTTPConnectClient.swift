/// Asks an HTTP proxy for a tunnel with CONNECT (RFC 9110 section 9.3.6).
public struct HTTPConnectClient: ProxyClient {
    private let destination: ProxyDestination
    private let credentials: ProxyCredentials?
    private var scanner = HTTPLineScanner(headBytesMax: HTTPHeadLimits.headBytesMax)
    private var interimAnswers = 0
    private var state = State.request

    private enum State: Sendable {
        case request
        case statusLine
        case fields(status: Int, proxyError: ProxyStatusError?)
        case open(rest: [UInt8])
        case failed(ProxyFailure)
    }

    /// A client at the beginning of a connection; the credentials are sent without being asked for.
    public init(to destination: ProxyDestination, credentials: ProxyCredentials?) {
        precondition(
            credentials?.username.utf8.contains(UInt8(ascii: ":")) != true,
            "a colon ends the username (RFC 7617 section 2)")
        self.destination = destination
        self.credentials = credentials
    }

    /// Takes in what arrived.
    public mutating func receive(_ bytes: [UInt8]) {
        if case .open(let rest) = state {
            state = .open(rest: rest + bytes)
        } else {
            scanner.receive(bytes)
        }
    }

    /// What is to be done now.
    public mutating func next() throws(ProxyFailure) -> ProxyDemand {
        switch state {
        case .request:
            state = .statusLine
            return .request(request)
        case .statusLine, .fields: return try hear()
        case .open(let rest): return .tunnel(rest: rest)
        case .failed(let failure): throw failure
        }
    }

    private var request: [UInt8] {
        var text = "CONNECT \(destination.authority) HTTP/1.1\r\n"
        text += "Host: \(destination.authority)\r\n"
        var bytes = Array(text.utf8)
        if let credentials {
            // RFC 7617 section 2.
            let pair = Array(credentials.username.utf8) + [UInt8(ascii: ":")] + credentials.password
            bytes += "Proxy-Authorization: Basic ".utf8
            bytes += Base64.encoded(pair)
            bytes += "\r\n".utf8
        }
        return bytes + Array("\r\n".utf8)
    }

    private mutating func hear() throws(ProxyFailure) -> ProxyDemand {
        do throws(ProxyFailure) {
            while let line = try nextLine() {
                if let demand = try take(line) { return demand }
            }
            return .receive
        } catch {
            state = .failed(error)
            throw error
        }
    }

    private mutating func nextLine() throws(ProxyFailure) -> ArraySlice<UInt8>? {
        do throws(HTTPSyntaxError) {
            return try scanner.nextLine()
        } catch {
            throw .refused("the proxy's answer is no HTTP: \(Self.words(error))")
        }
    }

    /// Reads one line of a head; says what follows from it, once the head is whole.
    private mutating func take(
        _ line: ArraySlice<UInt8>
    ) throws(ProxyFailure) -> ProxyDemand? {
        guard case .fields(let status, let proxyError) = state else {
            state = .fields(status: try HTTPConnectAnswer.status(line), proxyError: nil)
            return nil
        }
        guard line.isEmpty else {
            let found = ProxyStatusError(fieldLine: line) ?? proxyError
            state = .fields(status: status, proxyError: found)
            return nil
        }
        scanner.discardScanned()
        // An interim answer; but nobody asked to go over to another protocol.
        if 100...199 ~= status, status != 101 {
            interimAnswers += 1
            guard interimAnswers <= ProxyingLimits.interimAnswersMax else {
                throw .refused("the proxy sends one answer of the kind 1xx after another")
            }
            state = .statusLine
            return nil
        }
        if let failure = HTTPConnectAnswer.failure(status, proxyError) { throw failure }
        // Whatever its fields say, an answer 2xx has no body (RFC 9110 section 9.3.6).
        let rest = scanner.takeRest()
        state = .open(rest: rest)
        return .tunnel(rest: rest)
    }

    private static func words(_ error: HTTPSyntaxError) -> String {
        switch error {
        case .bareLineFeed: "a line ends in LF without CR"
        case .bareCarriageReturn: "a CR is not followed by LF"
        case .headTooLong: "its head has more than \(HTTPHeadLimits.headBytesMax) bytes"
        default: "its head holds a control character"
        }
    }
}
