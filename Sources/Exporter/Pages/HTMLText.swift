/// What every page has in common.
enum HTMLText {
    /// Text as it stands between tags and in attributes.
    static func escaped(_ text: some StringProtocol) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.append(character)
            }
        }
        return escaped
    }

    /// A whole page around a body, with nothing from outside; it is light or dark as its reader
    /// likes it.
    static func page(title: String, body: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>\(escaped(title))</title>
        <style>
        :root { color-scheme: light dark; }
        body {
            font: 16px/1.5 system-ui, sans-serif;
            max-width: 44rem; margin: 4rem auto; padding: 0 1rem;
        }
        h2 { margin-top: 3rem; scroll-margin-top: 1rem; }
        h2:target { border-left: 4px solid; margin-left: -1rem; padding-left: calc(1rem - 4px); }
        h2 a { color: inherit; text-decoration: none; }
        pre {
            overflow-x: auto; padding: 0.75rem 1rem;
            border: 1px solid color-mix(in srgb, currentColor 25%, transparent);
        }
        code { font-family: ui-monospace, monospace; font-size: 0.9em; }
        </style>
        </head>
        <body>
        \(body)
        </body>
        </html>

        """
    }
}
