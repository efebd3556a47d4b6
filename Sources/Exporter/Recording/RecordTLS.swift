import Metrics
import Network
import Probes
import Time

extension Recorder.Cells {
    /// Shows what the handshake said; returns the fingerprint of the leaf before it, where that is
    /// another one.
    ///
    /// Nothing is done while it stays the same. What was last said stays where an attempt does not
    /// get that far: a certificate goes on expiring while its server is down.
    mutating func recordTLS(
        _ probe: Int, _ report: ProbeReport, _ columns: TLSColumns
    ) -> String? {
        guard let facts = report.tls, facts != states[probe].tls else { return nil }
        let row = states[probe].row
        let before = states[probe].tls?.certificates.first?.fingerprint
        states[probe].tls = facts
        probes.setOnlySeries(
            columns.version, row, labels: [LabelPair(name: "version", value: facts.version)], to: 1)
        probes.setOnlySeries(
            columns.cipher, row, labels: [LabelPair(name: "cipher", value: facts.cipher)], to: 1)
        showVerification(facts.verification, row, columns)
        showCertificates(facts.certificates, row, columns)
        showStaple(facts.staple, row, columns)
        guard let before, before != facts.certificates.first?.fingerprint else { return nil }
        probes.increment(columns.changes, row)
        return before
    }

    /// Shows which versions of TLS were accepted; what was not found out keeps its last value.
    mutating func recordAudit(_ probe: Int, _ report: ProbeReport, _ columns: TLSColumns) {
        guard !report.acceptedVersions.isEmpty else { return }
        for version in TLSVersion.allCases {
            guard let isAccepted = report.acceptedVersions[version] else { continue }
            probes.setSeries(
                columns.accepted, states[probe].row,
                labels: [LabelPair(name: "version", value: version.rawValue)],
                to: isAccepted ? 1 : 0)
        }
    }

    private mutating func showVerification(
        _ verification: CertificateVerification, _ row: Row, _ columns: TLSColumns
    ) {
        switch verification {
        case .verified(let chainExpiry):
            probes.set(columns.verified, row, to: 1)
            probes.set(columns.lastChainExpiry, row, to: chainExpiry.seconds)
            probes.removeSeries(columns.verifyFailure, row)
        case .failed(let problem):
            probes.set(columns.verified, row, to: 0)
            probes.clear(columns.lastChainExpiry, row)
            probes.setOnlySeries(
                columns.verifyFailure, row,
                labels: [LabelPair(name: "reason", value: problem.rawValue)], to: 1)
        }
    }

    private mutating func showStaple(
        _ staple: StapledStatus?, _ row: Row, _ columns: TLSColumns
    ) {
        if let staple {
            probes.setOnlySeries(
                columns.stapled, row,
                labels: [LabelPair(name: "status", value: staple.revocation.name)], to: 1)
        } else {
            probes.removeSeries(columns.stapled, row)
        }
        for (column, time) in [
            (columns.stapleThisUpdate, staple?.thisUpdate),
            (columns.stapleNextUpdate, staple?.nextUpdate),
        ] {
            if let time {
                probes.set(column, row, to: time.seconds)
            } else {
                probes.clear(column, row)
            }
        }
    }

    private mutating func showCertificates(
        _ certificates: [CertificateFacts], _ row: Row, _ columns: TLSColumns
    ) {
        probes.removeSeries(columns.notAfter, row)
        probes.removeSeries(columns.notBefore, row)
        for (position, certificate) in certificates.enumerated() {
            let labels = [
                LabelPair(name: "position", value: String(position)),
                LabelPair(name: "common_name", value: certificate.commonName),
            ]
            probes.setSeries(
                columns.notAfter, row, labels: labels, to: certificate.notAfter.seconds)
            probes.setSeries(
                columns.notBefore, row, labels: labels, to: certificate.notBefore.seconds)
        }
        guard let earliest = certificates.firstEnd, let leaf = certificates.first
        else {
            probes.clear(columns.earliestExpiry, row)
            probes.removeSeries(columns.lastChain, row)
            return
        }
        probes.set(columns.earliestExpiry, row, to: earliest.seconds)
        probes.setOnlySeries(
            columns.lastChain, row,
            labels: [
                LabelPair(name: "fingerprint_sha256", value: leaf.fingerprint),
                LabelPair(name: "subject", value: leaf.subject),
                LabelPair(name: "issuer", value: leaf.issuer),
                LabelPair(
                    name: "subjectalternative",
                    value: leaf.alternativeNames.joined(separator: ",")),
                LabelPair(name: "serialnumber", value: leaf.serialNumber),
            ], to: 1)
    }
}

extension WallTime {
    /// Seconds since 1970 as a number, exact in each year that a certificate can name.
    ///
    /// Certificates know no fractions of them. Nanoseconds in 64 bits would end in 2262.
    fileprivate var seconds: Double { Double(secondsSinceEpoch) }
}
