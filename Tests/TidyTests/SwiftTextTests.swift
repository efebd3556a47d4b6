import Testing

@Suite struct SwiftTextTests {
    @Test(arguments: [
        ("a // b\nc", ["a", "c"]),
        ("a /* b /* c */ d */ e", ["a", "e"]),
        ("a \"b // c\" d", ["a", "b // c", "d"]),
        ("\"\\\"\" a", ["\\", "a"]),
        ("#\"a\\\"# b", ["a\\", "b"]),
        ("\"a\\(b + (c))d\" e", ["a\\(", "b", "+", "(", "c", ")", ")d", "e"]),
        ("\"a\\(\"b\")\" c", ["a\\(\"b\")", "c"]),
        ("\"\"\"\n\"a\"\n\"\"\" b", ["\n\"a\"\n", "b"]),
        ("func `a \"b\" // c`() {}", ["func", "a \"b\" // c", "(", ")", "{", "}"]),
        ("\"never closed\na", ["never closed", "a"]),
        ("/* never closed", []), ("`never closed", ["never closed"]), ("#if a", ["#", "if", "a"]),
    ])
    func `a text falls into tokens`(text: String, tokens: [String]) {
        #expect(Token.tokens(of: Array(text.utf8)).map(\.text) == tokens)
    }

    @Test func `a token knows its line`() {
        let tokens = Token.tokens(of: Array("a\n\"\"\"\nb\n\"\"\"\n/*\n*/ c".utf8))
        #expect(tokens.map(\.line) == [1, 2, 6])
    }

    @Test func `a function goes from its name to its last brace`() {
        let text = "func a(b: Int = { 1 }()) {\n  init {\n  }\n  c.init(); if d {}\n}\n"
        #expect(
            Function.functions(in: Token.tokens(of: Array(text.utf8))) == [
                Function(name: "init", firstLine: 2, lastLine: 3),
                Function(name: "a", firstLine: 1, lastLine: 5),
            ])
    }
}
