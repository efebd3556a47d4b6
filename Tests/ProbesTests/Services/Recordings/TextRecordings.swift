import Probes

// What other real servers of lines of text said, byte for byte.
extension Recording {
    static let texts = ssh + telnet + ftp + http

    static let openSSH = "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u10\r\n"

    private static let learned = [
        "version": "2.0", "software": "OpenSSH_9.2p1",
        "banner": "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u10",
    ]

    private static let ssh: [Recording] = [
        Recording("ssh", "OpenSSH", says: [openSSH], .success(learned)),
        Recording(
            "ssh", "lines before", says: ["Authorised use only\r\n\r\n" + openSSH],
            .success(learned)),
        Recording(
            "ssh", "a bare line feed", says: ["SSH-1.99-Cisco-1.25\n"],
            .success([
                "version": "1.99", "software": "Cisco-1.25", "banner": "SSH-1.99-Cisco-1.25",
            ])),
        Recording(
            "ssh", "OpenSSH, too busy", says: ["Exceeded MaxStartups\r\n"], then: .closes,
            .refused),
        Recording(
            "ssh", "Postfix at the port of SSH", says: [postfixGreeting],
            .silence(.unexpectedResponse)),
        Recording("ssh", "nobody", says: [], .silence(.timeout)),
    ]

    private static let telnet: [Recording] = [
        // WILL 37, WILL 38, DO 24, 32, 35, 39 and 36.
        Recording(
            "telnet", "inetutils-telnetd",
            says: [#"\xff\xfb%\xff\xfb&\xff\xfd\x18\xff\xfd\x20\xff\xfd#\xff\xfd'\xff\xfd$"#],
            .success()),
        Recording("telnet", "the option of a line feed", says: [#"\xff\xfe\x0a"#], .success()),
        Recording(
            "telnet", "a device that asks for a name",
            says: ["\r\n\r\nUser Access Verification\r\n\r\nUsername: "], .success()),
        Recording("telnet", "a device that prompts", says: ["\r\nrouter-1>"], .success()),
        Recording(
            "telnet", "OpenSSH at the port of telnet", says: [openSSH],
            .refused),
        Recording(
            "telnet", "Postfix at the port of telnet", says: [postfixGreeting],
            .refused),
        Recording("telnet", "half an option", says: [#"\xff\xfb"#], .silence(.timeout)),
    ]

    private static let ftp: [Recording] = [
        Recording(
            "ftp", "vsftpd", says: ["220 (vsFTPd 3.0.3)\r\n", "221 Goodbye.\r\n"],
            .success(["banner": "(vsFTPd 3.0.3)"])),
        Recording(
            "ftp", "lines of any form",
            says: ["220-Welcome\r\n 221 users\r\nbe kind\r\n220 ready\r\n"],
            .success(["banner": "-Welcome 221 users be kind 220 ready"])),
        Recording(
            "ftp", "a server that starts",
            says: ["120 Service ready in 1 minute\r\n220 ready\r\n"],
            .success(["banner": "ready"])),
        Recording(
            "ftp", "vsftpd, too busy",
            says: ["421 There are too many connected users, please try later.\r\n"],
            .refused),
        Recording(
            "ftp", "Postfix at the port of FTP", says: [postfixGreeting],
            .refused),
        Recording(
            .upgraded("ftp"), "vsftpd after AUTH TLS",
            says: [
                "220 (vsFTPd 3.0.3)\r\n", "234 Proceed with negotiation.\r\n", "",
                "211-Features:\r\n AUTH TLS\r\n EPRT\r\n211 End\r\n", "221 Goodbye.\r\n",
            ], .success(["banner": "(vsFTPd 3.0.3)"])),
    ]

    private static let nginx = """
        HTTP/1.1 400 Bad Request\r
        Server: nginx/1.22.1\r
        Content-Type: text/html\r
        Connection: close\r
        \r

        """

    private static let http: [Recording] = [
        Recording(
            "http", "nginx", says: ["", nginx], then: .closes,
            .success(["version": "1.1", "status": "400"])),
        Recording(
            "http", "no reason phrase", says: ["", "HTTP/1.0 200\r\n\r\n"],
            .success(["version": "1.0", "status": "200"])),
        Recording(
            "http", "OpenSSH at the port of HTTP", says: [openSSH],
            .refused),
        Recording(
            "http", "Redis at the port of HTTP",
            says: ["", "-ERR wrong number of arguments for 'head' command\r\n"],
            .refused),
        Recording("http", "closed at once", says: [], then: .closes, .failure(.closedEarly)),
    ]
}
