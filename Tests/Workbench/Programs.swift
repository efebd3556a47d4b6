import Glibc

/// The program that is tested, and those of the system that it is compared with.
package enum Programs {
    /// A program of the system that is not there.
    package struct Missing: Error, CustomStringConvertible {
        package let path: String
        package let package: String

        package var description: String { "there is no \(path): apt-get install \(package)" }
    }

    package static let sonde: String = {
        // The tests are a program themselves, which stands beside the other products.
        guard let resolved = unsafe realpath("/proc/self/exe", nil) else { return "sonde" }
        defer { unsafe free(resolved) }
        let path = unsafe String(cString: resolved)
        return path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/sonde"
    }()

    package static var openssl: String {
        get throws { try found("/usr/bin/openssl", in: "openssl") }
    }
    package static var promtool: String {
        get throws { try found("/usr/bin/promtool", in: "prometheus") }
    }
    package static var prometheus: String {
        get throws { try found("/usr/bin/prometheus", in: "prometheus") }
    }
    package static var nginx: String {
        get throws { try found("/usr/sbin/nginx", in: "nginx-light") }
    }
    package static var sshd: String {
        get throws { try found("/usr/sbin/sshd", in: "openssh-server") }
    }
    package static var sshKeygen: String {
        get throws { try found("/usr/bin/ssh-keygen", in: "openssh-client") }
    }

    private static func found(_ path: String, in package: String) throws -> String {
        guard unsafe access(path, X_OK) == 0 else { throw Missing(path: path, package: package) }
        return path
    }

    /// Runs the program that is tested to its end.
    package static func sonde(_ arguments: [String]) throws -> ChildProcess.End {
        try ChildProcess(sonde, arguments).end()
    }

    /// Runs `sonde probe` until it could fairly test: it says so where the machine kept it waiting,
    /// and machines of tests are busy.
    package static func probe(
        _ words: [String], run: (String, [String]) throws -> ChildProcess.End = start
    ) throws -> ChildProcess.End {
        let inconclusive: CInt = 3
        var attemptsLeft = 20
        while true {
            let end = try run(words[0], Array(words.dropFirst()))
            attemptsLeft -= 1
            guard end.status == inconclusive, attemptsLeft > 0 else { return end }
        }
    }

    /// Runs a program to its end.
    package static func start(
        _ program: String, _ arguments: [String]
    ) throws -> ChildProcess.End {
        try ChildProcess(program, arguments).end()
    }

    /// Runs a program that must succeed; what it wrote.
    package static func run(
        _ program: String, _ arguments: [String], input: String = "/dev/null"
    ) throws -> String {
        let end = try ChildProcess(program, arguments, input: input).end()
        guard end.status == 0 else {
            throw ChildProcess.Failure.ended(waitingFor: "success of \(program) \(arguments)", end)
        }
        return end.output
    }
}
