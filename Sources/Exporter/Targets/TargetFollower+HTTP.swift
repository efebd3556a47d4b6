import Configuration
import HTTPFetching
import Network
import Probes
import Time
import Wire

extension TargetFollower {
    /// Fetches a list of targets at its interval.
    func follow(_ source: HTTPTargetSource) async {
        var client: (any TLSClient)?
        while !Task.isCancelled {
            let begin = world.time.now
            do throws(FetchFault) {
                if let settings = source.tls, client == nil {
                    client = try await makeClient(settings, source)
                }
                let body = try await fetch(source, client)
                deliver(TargetAnswer(groups: try await read(body, source)))
            } catch {
                guard !Task.isCancelled else { return }
                deliver(TargetAnswer(faults: error.lines))
            }
            let next = begin + source.interval
            guard await world.time.sleep(until: next) == .elapsed else { return }
        }
    }

    private struct FetchFault: Error {
        let lines: [String]
    }

    /// To read the authorities of a machine takes some 10 ms.
    private func makeClient(
        _ settings: TLSSettings, _ source: HTTPTargetSource
    ) async throws(FetchFault) -> any TLSClient {
        let maker = ClientMaker(tls: world.tls, credentials: credentials)
        let result = await world.worker.run {
            Result { () throws(ExporterError) in
                try maker.client(settings, for: source.shownAddress)
            }
        }
        do throws(ExporterError) {
            return try result.get()
        } catch {
            throw FetchFault(lines: [error.description])
        }
    }

    private func fetch(
        _ source: HTTPTargetSource, _ client: (any TLSClient)?
    ) async throws(FetchFault) -> [UInt8] {
        let request = HTTPFetchRequest(
            source.address, fields: try fields(source),
            bodyBytesMax: TargetListReader.bytesMax)
        let fetcher = HTTPFetcher(
            time: world.time, transport: world.transport, resolver: world.resolver)
        let response: HTTPReceivedResponse
        do throws(HTTPFetchError) {
            response = try await fetcher.get(
                request, over: client, deadline: world.time.now + source.timeout)
        } catch {
            throw FetchFault(lines: [error.description])
        }
        guard response.head.status == 200 else {
            throw FetchFault(lines: ["the server answered with status \(response.head.status)"])
        }
        return response.body
    }

    private func read(
        _ body: [UInt8], _ source: HTTPTargetSource
    ) async throws(FetchFault) -> [TargetGroup] {
        let name = source.shownAddress
        let result = await world.worker.run {
            Result { () throws(ConfigurationErrors) in
                try TargetListReader().groups(body, name: name, .json)
            }
        }
        do throws(ConfigurationErrors) {
            return try result.get()
        } catch {
            throw FetchFault(lines: error.errors.map(\.description))
        }
    }
}

// MARK: - Who we are

extension TargetFollower {
    /// As Prometheus asks: its servers may look at the interval.
    private func fields(_ source: HTTPTargetSource) throws(FetchFault) -> [HTTPRequestField] {
        let authorization = try source.account.map(authorization) ?? nil
        let seconds = max(1, source.interval.components.seconds)
        do throws(HTTPRequestFieldError) {
            let fields = [
                try HTTPRequestField("User-Agent", userAgent),
                try HTTPRequestField("Accept", "application/json"),
                try HTTPRequestField("X-Prometheus-Refresh-Interval-Seconds", "\(seconds)"),
            ]
            guard let authorization else { return fields }
            return fields + [try HTTPRequestField("Authorization", authorization)]
        } catch {
            throw FetchFault(lines: ["the account cannot be shown: \(error.explanation)"])
        }
    }

    /// A token as its bearer (RFC 6750 section 2.1), or else a name and a password (RFC 7617); nil
    /// where the account has only a certificate.
    private func authorization(_ account: Account) throws(FetchFault) -> [UInt8]? {
        do throws(CredentialsFault) {
            let secrets = try account.secrets(
                Set(AccountPart.allCases), keptBy: credentials)
            if let token = secrets[.token] { return Array("Bearer ".utf8) + token.bytes }
            guard let username = secrets[.username], let password = secrets[.password] else {
                return nil
            }
            return Array("Basic ".utf8)
                + Base64.encoded(username.bytes + [UInt8(ascii: ":")] + password.bytes)
        } catch {
            throw FetchFault(lines: ["\(error)"])
        }
    }
}
