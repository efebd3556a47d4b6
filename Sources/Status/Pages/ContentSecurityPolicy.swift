/// What a browser may do with a page: nothing but show it, and load it anew.
public enum ContentSecurityPolicy {
    /// The value of the field `Content-Security-Policy` (CSP Level 3) of every page.
    ///
    /// The style sheet and the script are named by their SHA-256: nothing that came into a page in
    /// another way is obeyed.
    public static let text: StaticString = """
        default-src 'none'; \
        style-src 'sha256-jEeYlegKexOM+pY9DVsdYKJF67oaD2pyJHjWnLaNZBI='; \
        script-src 'sha256-UYwuErPWeEU8LvdMAaNyIFTweqSD5W2fPDnbOjbpq9o='; \
        img-src data:; connect-src 'self'; form-action 'self'; base-uri 'none'; \
        frame-ancestors 'none'
        """
}
