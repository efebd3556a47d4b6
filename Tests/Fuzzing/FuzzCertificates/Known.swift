/// A certificate and its issuer, which the seeds about staples are about.
enum Known {
    static let leaf = Array(
        """
        -----BEGIN CERTIFICATE-----
        MIIBoTCCAUegAwIBAgIUFXWCZTXu1hzVuG9U5UjcpyY9dkQwCgYIKoZIzj0EAwIw
        DzENMAsGA1UEAwwEcm9vdDAgFw0yNjExMjYxNjMwMzNaGA8yMTI2MTEwMjE2MzAz
        M1owDzENMAsGA1UEAwwEbGVhZjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABGuW
        EgUwIJschIv4GqV6MyOAWl7kNThQIaUw+EhSJgQPxGagPHeCYuD74HnG4kUdzHhc
        HM6weHdCWzpiuZ1+c8SjfzB9MAkGA1UdEwQCMAAwEwYDVR0lBAwwCgYIKwYBBQUH
        AwEwHwYDVR0jBBgwFoAUcuo17MUd56Wv6oj+NmGtc+UHOPAwGwYDVR0RBBQwEoIQ
        c2hvcC5leGFtcGxlLmNvbTAdBgNVHQ4EFgQUOf27PU4KGDuJSR9AKc1UOWVj2CQw
        CgYIKoZIzj0EAwIDSAAwRQIgKN1Jo7KzO2qkMHegIJKuxZuR1dp+WcQfsM3gXVyH
        yi0CIQD52/N9bum1MyR6V/QzfB+iADda0f00X3QwA0xHjgDkLQ==
        -----END CERTIFICATE-----

        """.utf8)
    static let issuer = Array(
        """
        -----BEGIN CERTIFICATE-----
        MIIBZDCCAQqgAwIBAgIUe99NAZkcL9wsNKXk7uhF5+PNBfwwCgYIKoZIzj0EAwIw
        DzENMAsGA1UEAwwEcm9vdDAgFw0yNjExMjYxNjMwMzNaGA8yMTI2MTEwMjE2MzAz
        M1owDzENMAsGA1UEAwwEcm9vdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABLy0
        P0HzcsE4GaSslP04u+qqwGrxKCYaXPevponXD0J1E9SQw8l2uyIDQxf5Zoam1F20
        kl7gp8zFqytYv05VGeijQjBAMA8GA1UdEwEB/wQFMAMBAf8wDgYDVR0PAQH/BAQD
        AgIEMB0GA1UdDgQWBBRy6jXsxR3npa/qiP42Ya1z5Qc48DAKBggqhkjOPQQDAgNI
        ADBFAiAmCVhtTUl4SdNlbOeBktHopDGMGK8LfqmnIfjFwkDEuAIhAO0/wAnI8H9I
        D+TitaY3HaQ1S5y2vfNchBzmfXZcni9n
        -----END CERTIFICATE-----

        """.utf8)
}
