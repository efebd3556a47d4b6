import Configuration
import Metrics
import Network
import Probes
import Time

/// The addresses of the probes that attempt all of them: each has a row while the name has it.
struct AddressRows: Sendable {
    /// What the rows of a probe are made of; nothing for probes of one address.
    var origins: [Int: Origin] = [:]

    struct Origin: Sendable {
        var settings: ProbeSettings
        let gateway: String?
        /// The state of each address.
        var states: [IPAddress: Int] = [:]
    }
}

extension Recorder.Cells {
    /// Records what each address said; those that the name has no longer go with all they had.
    ///
    /// Returns what changed for which of them.
    mutating func recordAddresses(
        _ probe: Int, _ report: ProbeReport, _ columns: ProbeColumns, _ own: OwnColumns,
        _ now: WallTime
    ) -> [Recorder.AddressChange] {
        guard let reports = report.addresses, let origin = addresses.origins[probe] else {
            return []
        }
        let present = Set(reports.compactMap(\.address))
        for (address, state) in origin.states where !present.contains(address) {
            removeState(state)
            addresses.origins[probe]?.states[address] = nil
        }
        var changes: [Recorder.AddressChange] = []
        for report in reports {
            guard let address = report.address else { continue }
            let state =
                origin.states[address]
                ?? addAddress(address, probe, origin.settings, origin.gateway, columns, now: now)
            probes.increment(columns.attempts, states[state].row)
            for change in record(state, report, isObjective: false, columns, own, now) {
                changes.append(Recorder.AddressChange(change: change, report: report))
            }
        }
        countAddressesUp(probe, columns)
        return changes
    }

    /// Shows how many addresses are up, each as its last conclusive attempt found it.
    ///
    /// Of an inconclusive one nothing is known anew: our own trouble brings no address down.
    private mutating func countAddressesUp(_ probe: Int, _ columns: ProbeColumns) {
        let places = addresses.origins[probe].map { Array($0.states.values) } ?? []
        let count = places.count { states[$0].isUp == true }
        probes.set(columns.name.addressesUp, states[probe].row, to: Double(count))
    }

    private mutating func addAddress(
        _ address: IPAddress, _ probe: Int, _ settings: ProbeSettings, _ gateway: String?,
        _ columns: ProbeColumns, now: WallTime
    ) -> Int {
        let state = addState(settings, gateway, .address(address), columns, at: now)
        states[state].isJudged = states[probe].isJudged
        if let since = probes.value(of: columns.judgement.judgedSince, states[probe].row) {
            // What is new is judged from now on, and not for what was before it.
            probes.set(
                columns.judgement.judgedSince, states[state].row, to: max(since, now.nanoseconds))
        }
        addresses.origins[probe]?.states[address] = state
        return state
    }
}
