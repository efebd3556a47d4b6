import Probes

/// What other real servers of lines of text said, byte for byte.
enum TextRecordings {
    static let all: Result<[Recording], any Error> = Result {
        try ssh() + telnet() + ftp() + http()
    }

    static let openSSH = "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u10\r\n"

    private static func ssh() throws -> [Recording] {
        let script = try Script.service("ssh")
        let learned = [
            "version": "2.0", "software": "OpenSSH_9.2p1",
            "banner": "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u10",
        ]
        return [
            Recording("OpenSSH", script, says: [openSSH], .success(learned)),
            Recording(
                "lines before", script, says: ["Authorised use only\r\n\r\n" + openSSH],
                .success(learned)),
            Recording(
                "a bare line feed", script, says: ["SSH-1.99-Cisco-1.25\n"],
                .success([
                    "version": "1.99", "software": "Cisco-1.25", "banner": "SSH-1.99-Cisco-1.25",
                ])),
            Recording(
                "OpenSSH, too busy", script, says: ["Exceeded MaxStartups\r\n"], closes: true,
                .failure(.unexpectedResponse)),
            Recording(
                "Postfix at the port of SSH", script, says: [MailRecordings.postfixGreeting],
                .silence(.unexpectedResponse)),
            Recording("nobody", script, says: [], .silence(.timeout)),
        ]
    }

    private static func telnet() throws -> [Recording] {
        let script = try Script.service("telnet")
        return [
            // WILL 37, WILL 38, DO 24, 32, 35, 39 and 36.
            Recording(
                "inetutils-telnetd", script,
                [
                    255, 251, 37, 255, 251, 38, 255, 253, 24, 255, 253, 32, 255, 253, 35, 255, 253,
                    39, 255, 253, 36,
                ], .success()),
            Recording("the option of a line feed", script, [255, 254, 10], .success()),
            Recording(
                "a device that asks for a name", script,
                says: ["\r\n\r\nUser Access Verification\r\n\r\nUsername: "], .success()),
            Recording("a device that prompts", script, says: ["\r\nrouter-1>"], .success()),
            Recording(
                "OpenSSH at the port of telnet", script, says: [openSSH],
                .failure(.unexpectedResponse)),
            Recording(
                "Postfix at the port of telnet", script, says: [MailRecordings.postfixGreeting],
                .failure(.unexpectedResponse)),
            Recording("half an option", script, [255, 251], .silence(.timeout)),
        ]
    }

    private static func ftp() throws -> [Recording] {
        let script = try Script.service("ftp")
        return [
            Recording(
                "vsftpd", script, says: ["220 (vsFTPd 3.0.3)\r\n", "221 Goodbye.\r\n"],
                .success(["banner": "(vsFTPd 3.0.3)"])),
            Recording(
                "lines of any form", script,
                says: ["220-Welcome\r\n 221 users\r\nbe kind\r\n220 ready\r\n"],
                .success(["banner": "-Welcome 221 users be kind 220 ready"])),
            Recording(
                "a server that starts", script,
                says: ["120 Service ready in 1 minute\r\n220 ready\r\n"],
                .success(["banner": "ready"])),
            Recording(
                "vsftpd, too busy", script,
                says: ["421 There are too many connected users, please try later.\r\n"],
                .failure(.unexpectedResponse)),
            Recording(
                "Postfix at the port of FTP", script, says: [MailRecordings.postfixGreeting],
                .failure(.unexpectedResponse)),
            Recording(
                "vsftpd after AUTH TLS", try Script.service("ftp", startTLS: true),
                says: [
                    "220 (vsFTPd 3.0.3)\r\n", "234 Proceed with negotiation.\r\n", "",
                    "211-Features:\r\n AUTH TLS\r\n EPRT\r\n211 End\r\n", "221 Goodbye.\r\n",
                ], .success()),
        ]
    }

    private static func http() throws -> [Recording] {
        let script = try Script.service("http")
        let nginx = """
            HTTP/1.1 400 Bad Request\r
            Server: nginx/1.22.1\r
            Content-Type: text/html\r
            Connection: close\r
            \r

            """
        return [
            Recording(
                "nginx", script, says: ["", nginx], closes: true,
                .success(["version": "1.1", "status": "400"])),
            Recording(
                "no reason phrase", script, says: ["", "HTTP/1.0 200\r\n\r\n"],
                .success(["version": "1.0", "status": "200"])),
            Recording(
                "OpenSSH at the port of HTTP", script, says: [openSSH],
                .failure(.unexpectedResponse)),
            Recording(
                "Redis at the port of HTTP", script,
                says: ["", "-ERR wrong number of arguments for 'head' command\r\n"],
                .failure(.unexpectedResponse)),
            Recording("closed at once", script, says: [], closes: true, .failure(.closedEarly)),
        ]
    }
}

extension Recording {
    fileprivate init(_ name: String, _ script: Script, _ bytes: [UInt8], _ expected: Ending) {
        self.init(name, script, says: [], expected)
        utterances = [bytes]
    }
}
