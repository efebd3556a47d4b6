import Testing

@testable import Exporter

@Suite struct MarkdownTests {
    @Test func `each kind of block is shown`() {
        let text = MarkdownText(
            """
            # Title & more

            A paragraph
            of two lines.
            - one `a<b`
              goes on
            - **two**

            ## SondeProbeDown

            ```promql
            up == 0 and "x" < 1

            # not a heading
            ```
            The end.
            """)
        #expect(
            text.html == """
                <h1>Title &amp; more</h1>
                <p>A paragraph
                of two lines.</p>
                <ul>
                <li>one <code>a&lt;b</code>
                goes on</li>
                <li><strong>two</strong></li>
                </ul>
                <h2 id="SondeProbeDown"><a href="#SondeProbeDown">SondeProbeDown</a></h2>
                <pre tabindex="0"><code>up == 0 and &quot;x&quot; &lt; 1

                # not a heading</code></pre>
                <p>The end.</p>
                """)
    }

    @Test(
        arguments: [
            ("a `b` c", "a <code>b</code> c"), ("`a", "`a"), ("``", "``"), ("**a", "**a"),
            ("**a `b`**", "<strong>a <code>b</code></strong>"), ("`**`", "<code>**</code>"),
            ("<doc:Verdicts#Inconclusive-reasons>", "<em>Verdicts, Inconclusive reasons</em>"),
            (
                "<https://a.example/?x&y>",
                "<a href=\"https://a.example/?x&amp;y\">https://a.example/?x&amp;y</a>"
            ),
            ("<script>", "&lt;script&gt;"), ("1 < 2", "1 &lt; 2"),
        ])
    func `what stands in a line is shown`(text: String, html: String) {
        #expect(MarkdownText(text).html == "<p>\(html)</p>")
    }

    @Test func `code that does not end is shown to the end`() {
        #expect(
            MarkdownText("```\na").html == "<pre tabindex=\"0\"><code>a</code></pre>")
        #expect(MarkdownText("").html == "")
    }
}
