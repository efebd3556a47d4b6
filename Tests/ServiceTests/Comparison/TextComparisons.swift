// The conversations of blackbox.yml and example.yml, and what may become of them.
extension Comparison {
    private static let ssh = (
        module: queries(
            #"""
            - expect: "^SSH-2.0-"
            - send: "SSH-2.0-blackbox-ssh-check"
            """#),
        probe: script(
            #"""
            - expect: "^SSH-2.0-"
            - send: "SSH-2.0-blackbox-ssh-check\r\n"
            """#)
    )

    private static let irc = (
        module: queries(
            #"""
            - send: "NICK prober"
            - send: "USER prober prober prober :prober"
            - expect: "PING :([^ ]+)"
              send: "PONG ${1}"
            - expect: "^:[^ ]+ 001"
            """#),
        probe: script(
            #"""
            - send: "NICK prober\r\n"
            - send: "USER prober prober prober :prober\r\n"
            - expect: "PING :(?P<cookie>[^ \r\n]+)"
            - send: "PONG ${capture.cookie}\r\n"
            - expect: "^:[^ ]+ 001"
            """#)
    )

    static let texts = [
        Comparison(
            name: "ssh_banner", module: ssh.module, probe: ssh.probe,
            peer: [.say("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"), .hear("\n")], outcome: "success",
            blackboxSays: true),
        Comparison(
            name: "ssh_banner_of_a_web_server", module: ssh.module, probe: ssh.probe,
            peer: [.say("HTTP/1.1 400 Bad Request\r\n\r\n"), .finish],
            outcome: "unexpected_response (in phase exchange)", blackboxSays: false),
        Comparison(
            name: "ssh_banner_silent", module: ssh.module, probe: ssh.probe, peer: [],
            outcome: "timeout (in phase exchange)", blackboxSays: false),
        Comparison(
            name: "irc_banner", module: irc.module, probe: irc.probe,
            peer: [
                .hear("NICK prober"), .hear("USER prober"),
                .say(":irc.example.com NOTICE * :*** Looking up\r\nPING :a1b2c3\r\n"),
                .hear("PONG a1b2c3"), .say(":irc.example.com 001 prober :Welcome\r\n"),
            ], outcome: "success", blackboxSays: true),
        Comparison(
            name: "irc_banner_refused", module: irc.module, probe: irc.probe,
            peer: [.say("ERROR :Closing link: you are banned\r\n"), .hear("USER"), .finish],
            outcome: "unexpected_response (in phase exchange)", blackboxSays: false),
        Comparison(
            name: "pop3s_banner",
            module: queries(#"- expect: "^+OK""#) + tls,
            probe: ourTLS + script(#"- expect: '^\+OK'"#),
            peer: [.startTLS, .say("+OK Dovecot ready.\r\n")], outcome: "success",
            blackboxSays: false,
            defect: "The expression that it ships repeats the ^ and leaves the + out: no server "
                + "that greets with +OK matches ^+OK."),
        Comparison(
            name: "rabbitmq",
            module: queries(
                #"""
                - send: "HELO\r"
                - send: "\r"
                - expect: "AMQP"
                """#) + tls,
            probe: ourTLS
                + script(
                    #"""
                    - send: "HELO\r\n\r\n"
                    - expect: "AMQP"
                    """#),
            peer: [.startTLS, .hear("\r\n\r\n"), .say("AMQP\u{0}\u{0}\u{9}\u{1}"), .finish],
            outcome: "success", blackboxSays: true),
        Comparison(
            name: "rabbitmq_that_stays",
            module: queries(
                #"""
                - send: "HELO\r"
                - send: "\r"
                - expect: "AMQP"
                """#) + tls,
            probe: ourTLS
                + script(
                    #"""
                    - send: "HELO\r\n\r\n"
                    - expect: "AMQP"
                    """#),
            peer: [.startTLS, .hear("\r\n\r\n"), .say("AMQP\u{0}\u{0}\u{9}\u{1}")],
            outcome: "success", blackboxSays: false,
            defect: "It looks at whole lines only: what ends without a newline is there when the "
                + "peer closes, and not before."),
        Comparison(
            name: "bytes_as_written",
            module: queries(
                #"""
                - send: "STAT"
                  expect: "^READY"
                - expect: "^OK"
                """#),
            probe: script(
                #"""
                - expect: "^READY"
                - send: "STAT"
                - expect: "^OK"
                """#),
            peer: [.say("READY\n"), .hearExactly(Array("STAT".utf8)), .say("OK\n")],
            outcome: "success", blackboxSays: false,
            defect: "It adds a newline to all that it sends."),
    ]
}
