import Configuration
import Network
import Time

extension TargetFollower {
    /// Asks for the SRV records of names, again when the first of them is out of date.
    ///
    /// A name without records counts as a failure: to stop probing is the one answer that nobody
    /// should give by mistake. That there is no service any more is said with the target `.` (RFC
    /// 2782).
    func follow(services names: [String]) async {
        var known: [String: [TargetGroup.Target]] = [:]
        while !Task.isCancelled {
            var faults: [String] = []
            var wait = ExporterLimits.serviceIntervalMax
            let answers = await ask(names)
            guard !Task.isCancelled else { return }
            for (name, answer) in zip(names, answers) {
                switch answer {
                case .success(let answer):
                    known[name] = answer.targets
                    wait = min(wait, answer.timeToLive)
                case .failure(let fault):
                    faults.append("\(name): \(fault.words)")
                    wait = min(wait, ExporterLimits.serviceRetryInterval)
                }
            }
            // Where nothing is known of one of the names, the others are still to be probed.
            let targets = names.compactMap { known[$0] }
            deliver(
                TargetAnswer(
                    groups: targets.isEmpty
                        ? nil : [TargetGroup(targets: targets.flatMap(\.self))],
                    faults: faults))
            let next = world.time.now + max(wait, ExporterLimits.serviceIntervalMin)
            guard await world.time.sleep(until: next) == .elapsed else { return }
        }
    }

    /// The answers for all of the names, in their order.
    private func ask(_ names: [String]) async -> [Result<ServiceTargets, ServiceFault>] {
        await withTaskGroup(of: (Int, Result<ServiceTargets, ServiceFault>).self) { group in
            for (place, name) in names.enumerated() {
                group.addTask {
                    do throws(ServiceFault) {
                        return (place, .success(try await ask(name)))
                    } catch {
                        return (place, .failure(error))
                    }
                }
            }
            var answers: [Int: Result<ServiceTargets, ServiceFault>] = [:]
            for await (place, answer) in group { answers[place] = answer }
            return names.indices.compactMap { answers[$0] }
        }
    }

    private struct ServiceTargets {
        let targets: [TargetGroup.Target]
        let timeToLive: Duration
    }

    private struct ServiceFault: Error {
        let words: String
    }

    private func ask(_ name: String) async throws(ServiceFault) -> ServiceTargets {
        let answer: ServiceAnswer
        do throws(ResolveError) {
            answer = try await world.resolver.services(
                of: name, deadline: world.time.now + ExporterLimits.serviceTimeout)
        } catch {
            throw ServiceFault(words: error.words)
        }
        var targets: [TargetGroup.Target] = []
        for record in answer.records {
            guard let target = TargetGroup.Target(name: record.target, port: record.port) else {
                throw ServiceFault(words: "one of its records names no host")
            }
            targets.append(target)
        }
        return ServiceTargets(targets: targets, timeToLive: answer.timeToLive)
    }
}
