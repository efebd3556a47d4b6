import Configuration
import Network
import Probes

/// Called by libFuzzer with one input: a list of targets, as JSON and as YAML.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    for format in [TargetListReader.Format.json, .yaml] {
        do throws(ConfigurationErrors) {
            for group in try TargetListReader().groups(input, name: "list", format) {
                for target in group.targets { check(target) }
                check(group.labels)
            }
        } catch {
            precondition(!error.errors.isEmpty, "refused without a reason")
            for mistake in error.errors { check(mistake) }
        }
    }
    return 0
}

/// A target that was read is read again as itself.
private func check(_ target: TargetGroup.Target) {
    let host = target.host.description
    var text = host.contains(":") ? "[\(host)]" : host
    if let port = target.port { text += ":\(port)" }
    let list = "[{\"targets\": [\"\(text)\"]}]"
    let again = try? TargetListReader().groups(Array(list.utf8), name: "list", .json)
    precondition(again == [TargetGroup(targets: [target])], "\(text) is read as another target")
}

private func check(_ labels: [Label]) {
    for (one, other) in zip(labels, labels.dropFirst()) {
        precondition(one.name < other.name, "labels out of order, or twice")
    }
    precondition(labels.allSatisfy { !$0.name.hasPrefix("__") }, "a label of Prometheus")
}

private func check(_ mistake: ConfigurationError) {
    let breaksLine = mistake.description.unicodeScalars.contains {
        [.control, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
    }
    precondition(!breaksLine, "\(mistake) is more than a line")
    precondition(mistake.file == "list", "\(mistake) is elsewhere")
}
