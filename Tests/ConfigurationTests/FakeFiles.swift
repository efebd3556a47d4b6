import Network
import Synchronization
import Time
import Workbench

/// Files in memory, which may also refuse to be read; counts how often each was.
final class FakeFiles: WatchedFiles {
    private let contents: [String: Result<[UInt8], FileError>]
    private let readableByOthers: Set<String>
    private let readings = Mutex<[String: Int]>([:])

    /// Files of which others may read none but those.
    init(
        _ contents: [String: Result<[UInt8], FileError>] = [:], readableByOthers: Set<String> = []
    ) {
        self.contents = contents
        self.readableByOthers = readableByOthers
    }

    func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        readings.withLock { $0[path, default: 0] += 1 }
        guard let content = contents[path] else { throw .missing }
        let bytes = try content.get()
        guard bytes.count <= limit else { throw .tooLarge }
        return bytes
    }

    func names(in path: String) throws(FileError) -> [String] {
        let folder = path + "/"
        let names = contents.keys.filter { $0.hasPrefix(folder) }.map {
            String($0.dropFirst(folder.count))
        }
        .filter { !$0.contains("/") }
        guard !names.isEmpty else { throw .missing }
        return names
    }

    func stamp(_ path: String) throws(FileError) -> FileStamp {
        guard let content = contents[path], content != .failure(.missing) else { throw .missing }
        let time = WallTime(nanoseconds: 0)
        return FileStamp(
            device: 1, number: 1, bytes: 0, writtenAt: time, changedAt: time,
            isReadableByOthers: readableByOthers.contains(path))
    }

    /// How often the file at `path` was read.
    func readingCount(of path: String) -> Int {
        readings.withLock { $0[path, default: 0] }
    }
}

extension FakeFiles {
    /// Three bytes of DER in the frame of a certificate: enough for the reader of configurations.
    static let certificate = """
        Some words about it, as openssl writes them.
        -----BEGIN CERTIFICATE-----
        MIIB
        -----END CERTIFICATE-----

        """

    /// What the fixtures name.
    static var forFixtures: FakeFiles {
        func block(_ kind: String, _ base64: String) -> Result<[UInt8], FileError> {
            .success(Array("-----BEGIN \(kind)-----\n\(base64)\n-----END \(kind)-----\n".utf8))
        }
        func zone(_ name: String) -> (String, Result<[UInt8], FileError>) {
            let path = "/usr/share/zoneinfo/\(name)"
            return (path, (try? FileBytes.of(path)).map { .success($0) } ?? .failure(.missing))
        }
        let zones = ["Europe/Berlin", "America/New_York", "Asia/Tokyo"].map(zone)
        let contents: [String: Result<[UInt8], FileError>] = [
            "/usr/share/zoneinfo/Europe": .failure(.notRegular),
            "/usr/share/zoneinfo/Etc/Broken": .success(Array("TZif".utf8)),
            "/etc/sonde/include-a.yml": .success(
                Array(
                    """
                    defaults: {interval: 1m}
                    servers:
                      - name: web
                        probes: [{name: a, host: a, port: 99999}]
                      - {name: b, probes: [{name: b, host: b, port: 1, interval: 5s}]}
                    """.utf8)),
            "/etc/sonde/include-b.yml": .success(Array("servers: [\n".utf8)),
            "/etc/sonde/authority.pem": .success(Array(certificate.utf8)),
            "/etc/sonde/forbidden.pem": .failure(.permission),
            "/etc/sonde": .failure(.notRegular),
            "/etc/sonde/broken-disk.pem": .failure(.other(errorNumber: 5)),
            "/etc/sonde/large.pem": .failure(.tooLarge),
            "/etc/sonde/proxy-password": .success(Array("hunter2\n".utf8)),
            "/etc/sonde/empty-password": .success(Array("\r\n".utf8)),
            "/etc/sonde/long-password": .success([UInt8](repeating: 0x70, count: 256)),
            "/etc/sonde/too-long-password": .success([UInt8](repeating: 0x70, count: 4_097)),
            "/etc/sonde/open-password": .success(Array("hunter2\n".utf8)),
            "/etc/sonde/token": .success(Array("hunter2\n".utf8)),
            "/etc/sonde/open-key.pem": block("PRIVATE KEY", "MIIB"),
            "/etc/sonde/open-both.pem": .success(
                Array("\(certificate)-----BEGIN EC PRIVATE KEY-----\nMIIB\n".utf8)),
            "/etc/sonde/key.pem": block("PRIVATE KEY", "MIIB"),
            "/etc/sonde/both.pem": .success(
                Array("\(certificate)-----BEGIN EC PRIVATE KEY-----\nMIIB\n".utf8)),
            "/etc/sonde/encrypted.pem": block("ENCRYPTED PRIVATE KEY", "MIIB"),
            "/etc/sonde/encrypted-old.pem": block(
                "RSA PRIVATE KEY", "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nMIIB"),
            "/etc/sonde/no-base64.pem": block("CERTIFICATE", "MII!"),
            "/etc/sonde/no-sequence.pem": block("CERTIFICATE", "AAAA"),
            "/etc/sonde/broken.der": .success([0x30, 0x82, 1, 0, 0]),
            "/etc/sonde/truncated.pem": .success(Array("-----BEGIN CERTIFICATE-----\nMIIB".utf8)),
        ]
        return FakeFiles(
            contents.merging(zones) { $1 },
            readableByOthers: Set(
                ["open-password", "open-key.pem", "open-both.pem", "authority.pem"]
                    .map { "/etc/sonde/\($0)" }))
    }
}
