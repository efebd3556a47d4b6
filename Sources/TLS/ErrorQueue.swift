internal import COpenSSL
internal import Network

/// The errors that OpenSSL keeps per thread.
///
/// It is emptied before each call whose failure is read from it, or one session's trouble would be
/// taken for another's.
enum ErrorQueue {
    /// Forgets what earlier calls left.
    static func clear() {
        ERR_clear_error()
    }

    /// What the latest error says of a conversation; forgets it.
    static func takeFailure() -> TLSFailure {
        let error = ERR_peek_last_error()
        defer { clear() }
        let reason = sonde_error_reason(error)
        if reason == ERR_R_MALLOC_FAILURE {
            // RFC 6066 section 8: at least one byte. It is the peer's fault, not ours.
            return sonde_error_is_of_empty_staple() == 1
                ? .protocolViolation("empty certificate status") : .memory
        }
        if let alert = alert(reason: reason), ERR_LIB_SSL == sonde_error_library(error) {
            return .alert(alert)
        }
        return .protocolViolation(words(error))
    }

    /// OpenSSL makes of an alert that it received an error with the reason 1000 + its number.
    private static func alert(reason: Int32) -> UInt8? {
        UInt8(exactly: reason - SSL_AD_REASON_OFFSET)
    }

    private static func words(_ error: UInt) -> String {
        unsafe ERR_reason_error_string(error).map { unsafe String(cString: $0) }
            ?? "unexpected end"
    }
}
