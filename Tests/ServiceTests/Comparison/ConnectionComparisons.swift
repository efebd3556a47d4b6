// The modules of blackbox.yml and example.yml that connect, and do no more or speak TLS.
extension Comparison {
    static let connections = [
        Comparison(
            name: "tcp_connect", module: "", probe: "", peer: [], outcome: "success",
            blackboxSays: true),
        Comparison(
            name: "tcp_connect_close", module: "", probe: "", peer: [.close], outcome: "success",
            blackboxSays: true),
        Comparison(
            name: "tls_connect", module: tls, probe: ourTLS, peer: [.startTLS],
            outcome: "success", blackboxSays: true),
        Comparison(
            name: "tls_connect_plain_text", module: tls, probe: ourTLS,
            peer: [.say("220 mail.example.com ESMTP\r\n")], outcome: "tls_protocol (in phase tls)",
            blackboxSays: false),
        Comparison(
            name: "tls_connect_silent", module: tls, probe: ourTLS, peer: [],
            outcome: "timeout (in phase tls)", blackboxSays: false),
        Comparison(
            name: "tls_connect_expired", module: tls, probe: ourTLS, peer: [.startTLS],
            certificate: .expired, outcome: "certificate_expired (in phase tls)",
            blackboxSays: false),
        Comparison(
            name: "tls_connect_unverified",
            module: "tls: true\ntls_config: {insecure_skip_verify: true}\n",
            probe: "tls: {verify: false}\n", peer: [.startTLS], certificate: .expired,
            outcome: "success", blackboxSays: true),
        Comparison(
            name: "tls_connect_other_name",
            module: "tls: true\ntls_config: {ca_file: AUTHORITY, server_name: example.com}\n",
            probe: "tls: {ca_file: AUTHORITY, server_name: example.com}\n", peer: [.startTLS],
            outcome: "certificate_name_mismatch (in phase tls)", blackboxSays: false),
    ]
}
