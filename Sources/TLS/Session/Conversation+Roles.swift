internal import COpenSSL
internal import Network
internal import Time

extension Conversation {
    /// Makes it the client of a server; false where there is no memory.
    func prepareClient(for identity: ServerIdentity, at wallTime: WallTime) -> Bool {
        unsafe SSL_set_connect_state(session)
        let parameters = unsafe SSL_get0_param(session)
        // With a time of its own OpenSSL does not read the clock.
        unsafe X509_VERIFY_PARAM_set_time(parameters, Int(wallTime.secondsSinceEpoch))
        switch identity {
        case .name(let name):
            return unsafe sonde_ssl_set_server_name(session, name) == 1
                && SSL_set1_host(session, name) == 1
        case .address(let address):
            let bytes = address.bytes
            return unsafe X509_VERIFY_PARAM_set1_ip(parameters, bytes, bytes.count) == 1
        case .unusable:
            unsafe CertificateProblems.add(.nameMismatch, to: session)
            return true
        }
    }

    /// Makes it the server of a client.
    func prepareServer() {
        unsafe SSL_set_accept_state(session)
    }
}
