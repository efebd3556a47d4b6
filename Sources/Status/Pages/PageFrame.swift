/// What every page has around its own part; nothing in it comes from outside.
public struct PageFrame: Sendable {
    private let title: String
    private let main: String
    private let isLive: Bool

    /// A page with that title and that body, which is HTML; a live one loads itself anew.
    public init(title: String, main: String, isLive: Bool = false) {
        self.title = title
        self.main = main
        self.isLive = isLive
    }

    /// The whole page.
    public var html: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(HTMLText.shown(title))</title>
        <link rel="icon" href="data:image/svg+xml,\(Self.icon)">
        <style>\(StyleSheet.text)</style>
        </head>
        <body>
        \(main)
        \(isLive ? "<script>\(PageScript.text)</script>\n" : "")</body>
        </html>

        """
    }

    /// A probe's dot and its rings.
    private static let icon = [
        "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E",
        "%3Cg fill='none' stroke='%236b7280' stroke-width='1.5'%3E",
        "%3Ccircle cx='8' cy='8' r='6.5'/%3E%3C/g%3E",
        "%3Ccircle cx='8' cy='8' r='3' fill='%236b7280'/%3E%3C/svg%3E",
    ].joined()
}
