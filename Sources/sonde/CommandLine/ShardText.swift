import Kernel
import Scheduling

/// Which share of the probes is run: `2/5`, or `hostname/5` for the number at the end of the name.
enum ShardText {
    /// The share; `hostName` is asked only where it is to tell.
    static func parse(_ text: String, hostName: () -> String?) throws(UsageError) -> Shard {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let count = number(parts[1]) else {
            throw UsageError(
                "--shard=\(text) is no share; write 0/5 for the first of five, or hostname/5")
        }
        guard (1...ShardLimits.countMax).contains(count) else {
            throw UsageError(
                "--shard=\(text) has \(count) shares; write from 1 to \(ShardLimits.countMax)")
        }
        let index = parts[0] == "hostname" ? try ordinal(hostName(), text) : number(parts[0])
        guard let index else {
            throw UsageError(
                "--shard=\(text) is no share; write a number from 0, or hostname, before the slash")
        }
        guard let shard = Shard(index, of: count) else {
            throw UsageError(
                "--shard=\(text) is share \(index) of \(count); they are counted from 0 to "
                    + "\(count - 1)")
        }
        return shard
    }

    /// The number at the end of `sonde-2`, as the pods of a StatefulSet are called.
    private static func ordinal(_ name: String?, _ text: String) throws(UsageError) -> Int {
        let last = name.map { $0.prefix { $0 != "." } }?.split(separator: "-").last
        guard let name, let last, let number = number(last), name.contains("-") else {
            throw UsageError(
                "--shard=\(text): the host is called \(name ?? "nothing"), which does not end in a "
                    + "dash and a number as sonde-0 does")
        }
        return number
    }

    private static func number(_ digits: Substring) -> Int? {
        guard (1...9).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int(digits)
    }
}
