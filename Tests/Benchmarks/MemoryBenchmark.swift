import Configuration
import Exporter
import Kernel
import Network
import Probes

/// How much memory 10,000 loaded probes hold, and more of them once each has held a conversation.
enum MemoryBenchmark {
    private static let probes = 10_000

    static func run(_ options: BenchmarkOptions) throws -> Figures {
        let bench = try Workbench()
        var figures = Figures()
        // All stays in memory, so that none of it is taken for what comes after.
        var kept: [(Settings, Exporter)] = []
        let kinds: [(name: String, script: (Int) -> String)] = [
            ("", { _ in "" }),
            ("same_script_", { _ in script(greeting: "^220 ", hello: "x.example.com") }),
            ("other_message_", { script(greeting: "^220 ", hello: "x-\($0).example.com") }),
            ("other_expression_", { script(greeting: "^220 x-\($0) ", hello: "x.example.com") }),
            ("service_", { service($0) }),
        ]
        for kind in kinds {
            let before = resident
            let settings = try ConfigurationLoader(files: NoFiles()).load(
                Array(yaml(kind.script).utf8), name: "benchmark.yml", directory: ".")
            kept.append((settings, try bench.exporter(settings)))
            let loaded = resident
            for (index, probe) in settings.probes.enumerated() {
                if let script = probe.options.script { talk(script, index) }
            }
            figures["\(kind.name)bytes_per_probe"] = Double(loaded - before) / Double(probes)
            figures["\(kind.name)bytes_per_probe_with_conversation"] =
                Double(resident - before) / Double(probes)
        }
        precondition(kept.allSatisfy { $0.0.probes.count == probes }, "a probe was lost")
        return figures
    }

    private static var resident: Int { ProcessFigures.status()?.residentBytes ?? 0 }

    private static let services = ["ssh", "smtp", "imap", "http", "mysql", "ldap", "amqp", "sip"]

    private static func service(_ index: Int) -> String {
        "        service: \(services[index % services.count])\n"
    }

    private static func script(greeting: String, hello: String) -> String {
        "        script:\n"
            + "          - expect: \"\(greeting)(?P<name>[^ ]+)\"\n"
            + "            capture: {name: label}\n"
            + "          - send: \"EHLO \(hello)\\r\\n\"\n"
            + "          - expect: \"^250[ -]STARTTLS$\"\n"
    }

    private static func yaml(_ more: (Int) -> String) -> String {
        var text = "defaults:\n  interval: 30s\nservers:\n  - name: servers\n    probes:\n"
        for index in 0..<probes {
            text += "      - name: probe-\(index)\n        host: host-\(index).example.com\n"
            text += "        port: \(1 + index % 60_000)\n" + more(index)
        }
        return text
    }

    private static func talk(_ script: Script, _ index: Int) {
        var conversation = Conversation(
            script, AttemptFacts(host: "x", port: 1, serverName: "x", number: 1))
        var answers = [
            "220 x-\(index) ESMTP Postfix (Debian)\r\n",
            "250-x\r\n250-STARTTLS\r\n250 SMTPUTF8\r\n",
        ][...]
        while let demand = try? conversation.next(), demand != .done {
            guard case .receive = demand else { continue }
            guard let answer = answers.popFirst() else { return }
            conversation.receive(Array(answer.utf8))
        }
    }
}
