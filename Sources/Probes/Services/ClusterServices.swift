import Patterns
import Wire

extension Service {
    /// What clusters agree through, queue in and search with.
    static let clusterServices = [zookeeper, kafka, elasticsearch]

    // "The Four Letter Words" in ZooKeeper's administrator's guide: since 3.5.3 srvr is the only
    // one that is allowed unless the configuration says otherwise. Where it is not, it says so;
    // without a quorum it says that it serves nobody.
    private static let zookeeper = Service(
        "zookeeper", port: 2181, proof: "the version, or that the word is not allowed, to srvr",
        learns: ["version"]
    ) { () throws(PatternError) in
        [
            .send("srvr"),
            try .expect(
                #"^(?:Zookeeper version: (?P<version>[0-9.]+)|srvr is not executed because )"#,
                refusal: #"\n"#),
        ]
    }

    // kafka.apache.org/protocol: ApiVersions (18) in version 0 is answered by every broker since
    // 0.10, before a login, too. Error 35 is UNSUPPORTED_VERSION: it tells the versions as well.
    private static let kafka = Service(
        "kafka", port: 9092, proof: "the versions of ApiVersions itself, to ApiVersions"
    ) { () throws(PatternError) in
        [
            // Size 15, key 18, version 0, correlation id sond, client id sonde.
            .send("\0\0\0\u{f}\0\u{12}\0\0sond\0\u{5}sonde"),
            // Correlation id, error, count; then key, oldest and newest version of each.
            try .expect(
                .kafka, #"^[\s\S]{4}sond\x00[\x00\x23]\x00\x00[\s\S]{2}(?:[\s\S]{6})*\x00\x12"#),
        ]
    }

    // "Root API" in Elastic's reference; OpenSearch has the same. With security a 401 names the
    // realm in RFC 9110 section 11.6.1's field, or is a security_exception.
    private static let elasticsearch = Service(
        "elasticsearch", port: 9200,
        proof: "the cluster's name and version, or a demand for authentication, to GET /",
        learns: ["version"]
    ) { () throws(PatternError) in
        [
            .send([
                "GET / HTTP/1.1\r\nHost: ", .host, ":", .port,
                "\r\nUser-Agent: sonde\r\nAccept: application/json\r\nConnection: close\r\n\r\n",
            ]),
            try .expect(#"^HTTP/1\.[01] (?:200|401)[ \r]"#, refusal: #"\n"#),
            try .expect(
                #""cluster_name"\s*:[\s\S]*"number"\s*:\s*"(?P<version>[^"\r\n]+)"|"#
                    + #"^(?i:www-authenticate): .*realm="(?:security|OpenSearch Security|"#
                    + #"Open Distro Security|Search Guard)"|"type"\s*:\s*"security_exception""#,
                refusal: "(?i:<html|<!doctype)"),
        ]
    }
}
