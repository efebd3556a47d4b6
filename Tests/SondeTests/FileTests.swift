import Glibc
import Testing
import Workbench

extension SondeTests {
    /// Configurations that are good, that are bad, and that are none.
    @Suite struct FileTests {
        private let folder: TemporaryFolder

        init() throws {
            folder = try TemporaryFolder()
        }

        private static let mistakes: [(name: String, bytes: [UInt8], message: String)] = [
            (
                "empty.yml", [],
                "empty.yml: it is empty; write servers with probes, such as servers: [{name: web, "
                    + "probes: [{name: https, host: example.com, port: 443}]}]"
            ),
            (
                "malformed.yml", Array("servers: [\n".utf8),
                "malformed.yml:2:1: this is no YAML: did not find expected node content; write a "
                    + "value here, between quotes if it begins with : or ,"
            ),
            (
                "bytes.yml", [0xff, 0xfe, 0x0a],
                "bytes.yml: line 1 is not UTF-8; save the file in that encoding"
            ),
            (
                "wrong.yml", Array(Configurations.one(port: 0, more: ", hosst: a").utf8),
                """
                wrong.yml:4:39: servers[0].probes[0].port: 0 is no port; write a number from 1 to \
                65535
                FOLDER/wrong.yml:4:48: servers[0].probes[0]: unknown key "hosst"; did you mean \
                host?
                """
            ),
        ]

        @Test(arguments: mistakes.indices, [["check"], ["--config.file"]])
        func `a file that is no configuration`(index: Int, words: [String]) throws {
            let (name, bytes, message) = Self.mistakes[index]
            let end = try Programs.sonde(words + [try folder.write(name, bytes)])
            let whole = "\(folder.path)/" + message.replacing("FOLDER", with: folder.path) + "\n"
            #expect(end == .init(status: 2, output: "", errors: whole))
        }

        @Test func `what will give trouble is a warning, and no mistake`() throws {
            let path = try folder.write(
                "busy.yml",
                Array(
                    """
                    defaults: {interval: 100ms, timeout: 50ms}
                    servers:
                      - name: load
                        probes:
                          - {name: elsewhere, host: 127.0.0.1, port: 7, source: no-such-if}
                          - {name: foreign, host: 127.0.0.1, port: 8, source: 192.0.2.1}
                    """.utf8))
            let end = try Programs.sonde(["check", path])
            let trouble = "is not there now, and until it is every attempt from it is inconclusive"
            #expect(
                end
                    == .init(
                        status: 0,
                        output: """
                            \(path): warning: load/elsewhere: the source no-such-if \(trouble); \
                            see ip address for what is there
                            \(path): warning: load/foreign: the source 192.0.2.1 \(trouble); see \
                            ip address for what is there
                            \(path): 2 probes on 1 server, no mistakes

                            """, errors: ""))
            let sonde = try RunningSonde(["--config.file=\(path)"])
            let log = try sonde.end(by: SIGTERM).0.errors
            for name in ["load/elsewhere", "load/foreign"] {
                #expect(
                    log.contains(
                        "level=WARN msg=\"Configuration may give trouble\" place=\(name) trouble="))
            }
        }

        @Test(arguments: [["check"], ["--config.file"]])
        func `a file that cannot be read`(words: [String]) throws {
            let missing = "\(folder.path)/nowhere.yml"
            #expect(
                try Programs.sonde(words + [missing])
                    == .init(
                        status: 2, output: "",
                        errors: "\(missing): there is no such file; name one that is there\n"))
            #expect(
                try Programs.sonde(words + [folder.path])
                    == .init(
                        status: 2, output: "",
                        errors: "\(folder.path): it is no regular file; name a file, not a "
                            + "directory or device\n"))
        }

        @Test func `a file that we may not read`() throws {
            let file = try folder.write("sonde.yml", Configurations.one(port: 7))
            try #require(unsafe chmod(file, 0) == 0)
            let end = try Programs.sonde(["check", file])
            // To root nothing is closed.
            guard geteuid() != 0 else { return #expect(end.status == 0) }
            #expect(end.status == 2)
            #expect(end.output == "")
            #expect(end.errors.hasPrefix("\(file): "))
        }

        @Test func `each of several files is checked, whatever the others are`() throws {
            let good = try folder.write("good.yml", Configurations.one(port: 7))
            let bad = try folder.write("bad.yml", "")
            #expect(
                try Programs.sonde(["check", good])
                    == .init(
                        status: 0, output: "\(good): 1 probe on 1 server, no mistakes\n", errors: ""
                    ))
            let end = try Programs.sonde(["check", bad, good])
            #expect(end.status == 2)
            #expect(end.output == "\(good): 1 probe on 1 server, no mistakes\n")
            #expect(end.errors.hasPrefix("\(bad): it is empty; "))
        }

        @Test(arguments: [
            ("", "the name is empty; write 1 to 100 characters without /"),
            ("a/b", "the name \"a/b\" has a /; write another character"),
        ])
        func `a gateway that is no name`(name: String, message: String) throws {
            let file = try folder.write("sonde.yml", Configurations.one(port: 7))
            let end = try Programs.sonde(["--config.file=\(file)", "--gateway=\(name)"])
            #expect(end == .init(status: 2, output: "", errors: "--gateway: \(message)\n"))
        }
    }
}
