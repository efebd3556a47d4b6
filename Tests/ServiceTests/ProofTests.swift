import Testing
import Workbench

extension Services {
    /// Every row of the tables, against the server that the manual names.
    @Suite struct ProofTests {
        @Test(arguments: ProvingServer.allCases)
        func `a server proves its rows, says who it is and has no cause for complaint`(
            server: ProvingServer
        ) throws {
            if let missing = server.missing {
                #if compiler(>=6.3)
                try Test.cancel(Comment(rawValue: missing))
                #else
                print("left out: \(missing)")
                return
                #endif
            }
            let certificates = try Services.certificates
            let running = try server.start(certificates)
            let version = PackageVersion(of: server.rawValue)
            let proofs = Proof.all.filter { $0.server == server }
            #expect(!proofs.isEmpty)
            for question in proofs.map(\.question) {
                let attempt = try ServiceAttempt(
                    question, at: running.port(of: question), trusting: certificates,
                    run: running.run)
                #expect(attempt.outcome == .success, "\(question): \(attempt)")
                expectCaptures(server.captures(question, version), of: attempt)
                let isUnderTLS =
                    question.startTLS != nil || question.isUnderTLS
                    || ["smtps", "submission", "imaps", "pop3s", "https", "ldaps"]
                        .contains(question.service)
                #expect((attempt.tlsVersion != nil) == isUnderTLS, "\(question): \(attempt)")
            }
            for (mark, count) in server.log.marks { try running.waitForLog(mark, times: count) }
            let log = running.log
            for word in server.log.never { #expect(!log.contains(word), "\(log)") }
        }

        private func expectCaptures(_ patterns: [String: String], of attempt: ServiceAttempt) {
            #expect(
                Set(attempt.captured.keys) == Set(patterns.keys), "\(attempt)")
            for (name, pattern) in patterns {
                #expect(attempt.captured[name]?.fits(pattern) == true, "\(pattern): \(attempt)")
            }
        }

        @Test func `every row of the program has a server that proves it`() throws {
            let end = try Programs.sonde(["services", "--format=json"])
            let table = try JSONText(end.output)
            let services = table.names("services")
            let upgrades = table.names("starttls")
            #expect(services.count > 30 && upgrades.count > 13)
            let questions = Proof.all.map(\.question)
            #expect(Set(questions.compactMap(\.service)) == services)
            let alone = questions.filter { $0.service == nil }
            #expect(Set(alone.compactMap(\.startTLS)) == upgrades)
        }

        // Elsewhere there may be other versions, and the manual tells of those of Debian 12.
        @Test(
            .enabled(if: Installed.mayNotSkip, "the manual's versions are those of the full run"),
            arguments: ProvingServer.allCases)
        func `the version in the manual is the one that was tried`(server: ProvingServer) throws {
            guard let written = server.version else { return }
            let version = try #require(PackageVersion(of: server.rawValue))
            let isThat = version.upstream == written || version.upstream.hasPrefix(written + ".")
            #expect(isThat, "\(version.upstream)")
        }
    }
}

extension JSONText {
    /// The names of the rows in a list.
    fileprivate func names(_ list: String) -> Set<String> {
        guard case .array(let rows)? = self[list] else { return [] }
        return Set(rows.compactMap { $0["name"]?.text })
    }
}
