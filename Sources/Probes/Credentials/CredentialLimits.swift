/// The bounds of what is kept secret.
public enum CredentialLimits {
    /// Bytes of a password or a token.
    public static let secretBytesMax = 4 * 1024
    /// Bytes of one file with a certificate that is shown, or its key.
    public static let certificateBytesMax = 4 * 1024 * 1024
    /// Bytes of the beginning of a secret that may be shown where a peer has said no more of it.
    static let shownBeginningBytesMax = 3
}
