/// Expressions and streams of the protocols that are probed, and unkind ones.
enum Samples {
    static let expressions = [
        "SSH-2\\.0", "^SSH-(?P<protocol>[0-9.]+)-(?P<software>[^ \\r\\n]+)", "^220 ",
        "^220 .*\\r\\n",
        "^220 .*$", "^220[ -](?P<host>\\S+)", "^250[ -]STARTTLS$", "^250 ", "(?i)starttls\\b",
        "\\+OK", "^\\+OK (?P<text>.*)$", "^\\* OK", "^a1 OK\\b", "login: ", "\\blogin: $",
        "[Pp]assword:\\s*$", "^.\\x00\\x00\\x00\\x0a", "\\x0a(?P<version>[0-9.]+)[^\\x00]*\\x00",
        "(?s)^.{4}\\x0a", "mysql_native", "^RFB \\d{3}\\.\\d{3}\\n", "^-ERR|^\\+PONG", "\\$\\d+$",
        "$",
        "^$", "\\b", "\\B", "a\\b|a\\B", "", ".*", ".*$", "\\n\\n", "(a*)*b", "(?:\\r\\n)+",
        "\\s+\\S+$",
        "é", "é\\b", "\\pL+$", "[^\\x00-\\x7f]", "\\C\\C\\C$", "(?U)^.*\\b", "[]$]", "\\Q$\\E$",
        "x{3}",
    ]

    static let streams = texts.map { Array($0.utf8) } + bytes

    private static let texts = [
        "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n", "SSH-1.99-x\n", "x\r\nSSH-2.0-a\r\n",
        "220 mx.example.com ESMTP Postfix\r\n", "220-mx\r\n220 ready\r\n", "220", "220 ",
        "220 \r",
        "250-mx\r\n250-PIPELINING\r\n250-STARTTLS\r\n250 SMTPUTF8\r\n", "421 busy\r\n",
        "* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\na1 OK done\r\n", "* BYE\r\n",
        "+OK POP3 ready <1.2@x>\r\n", "-ERR\r\n", "+PONG\r\n", "$12\r\nabcabcabcabc\r\n",
        "$\r\n",
        "\r\nDebian GNU/Linux 12\r\n\r\nmx login: ", "login: \r\nPassword: ", "Password:",
        "RFB 003.008\n", "\n", "\r\n", "\r", "\r\r\n", "\n\n\n", "", "a", "aaaaaaaaaaaaaaaaaa",
        "aaaaaaab", "xxx", "x\0x\0\0", "é", "Žluťoučký kůň\r\n", "logins login\n", "\0\n\0\r\n",
    ]

    private static let mySQLGreeting: [[UInt8]] = [
        [0x4a, 0, 0, 0, 0x0a], Array("8.0.36-0ubuntu0\0".utf8), [9, 0, 0, 0, 0xff, 0xf7, 0],
        Array("caching_sha2_password\0mysql_native_password\0".utf8),
    ]

    private static let bytes: [[UInt8]] = [
        Array(mySQLGreeting.joined()), [0xff, 0xfb, 1, 0xff, 0xfd, 0x18] + Array("login: ".utf8),
        [0xc3, 0x28, 0xc3, 0xa9], [0xff, 0xfe, 0x0d, 0x0a, 0x80], Array(0...255),
        [0xe2, 0x82, 0x0a, 0xac],
    ]
}
