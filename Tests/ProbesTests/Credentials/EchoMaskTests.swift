import Probes
import Testing

/// Our own secrets in what a peer sends back.
struct EchoMaskTests {
    private static func secret(_ text: String) -> Secret { Secret(Array(text.utf8)) }

    /// What is shown of a text that came in pieces, all of it at once.
    private static func shown(_ pieces: [[UInt8]], hiding secrets: [String]) -> String {
        var mask = EchoMask(hiding: secrets.map(secret))
        for piece in pieces { mask.hear(piece) }
        return String(decoding: mask.shown(pieces.flatMap(\.self)[...], at: 0), as: UTF8.self)
    }

    /// What is shown of each of some pieces, once all of them came, in one text.
    private static func shownApart(_ pieces: [[UInt8]], hiding secrets: [String]) -> String {
        var mask = EchoMask(hiding: secrets.map(secret))
        for piece in pieces { mask.hear(piece) }
        var position = 0
        var shown: [UInt8] = []
        for piece in pieces {
            shown += mask.shown(piece[...], at: position, marksRest: false)
            position += piece.count
        }
        return String(decoding: shown, as: UTF8.self)
    }

    @Test(arguments: [
        ("535 no hunter2 here\r\n", ["hunter2"], "535 no *** here\r\n"),
        ("hunter2", ["hunter2"], "***"), ("hunter", ["hunter2"], "***"),
        ("hun", ["hunter2"], "hun"),
        ("xhunter2hunter2x", ["hunter2"], "x***x"), ("hunter2 hunter2", ["hunter2"], "*** ***"),
        ("hunthunter2 hunter3", ["hunter2"], "hunt*** hunter3"),
        ("ababac", ["abac"], "ab***"), ("aaaab", ["aab"], "aa***"),
        ("me:hunter2", ["me", "hunter2"], "***:***"), ("hunter2", ["hunter2", "ter"], "***"),
        ("hunter2", ["unte", "hunter"], "***2"), ("hunter2", ["hunt", "ter2"], "***"),
        ("Basic aHVudGVyMg==", ["hunter2"], "Basic ***=="),
        ("{\"t\":\"aHVudGVyMg\"}", ["hunter2"], "{\"t\":\"***\"}"),
        ("nothing of it", ["hunter2"], "nothing of it"), ("hunter2", [], "hunter2"),
        ("", ["hunter2"], ""), ("aa a", ["a"], "*** ***"),
    ])
    func `a secret is hidden however it is cut into pieces`(
        text: String, secrets: [String], shown: String
    ) {
        for pieces in Stage.cuts(Array(text.utf8)) {
            #expect(Self.shown(pieces, hiding: secrets) == shown, "\(pieces)")
            #expect(Self.shownApart(pieces, hiding: secrets) == shown, "\(pieces)")
        }
    }

    @Test func `the rest of a secret that began before has a mark of its own`() {
        var mask = EchoMask(hiding: [Self.secret("hunter2")])
        let text = Array("OK hunter2 no".utf8)
        mask.hear(text)
        func shown(from position: Int) -> String {
            String(decoding: mask.shown(text[position...], at: position), as: UTF8.self)
        }
        #expect(shown(from: 4) == "*** no")
        #expect(shown(from: 9) == "*** no")
        #expect(shown(from: 10) == " no")
    }

    @Test func `no text shows a secret that it holds, and else it is shown as it is`() {
        // Of so few letters that beginnings of secrets come often.
        var state: UInt64 = 1
        func next(_ bound: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33 % bound)
        }
        for _ in 0..<2_000 {
            let secret = (0..<4 + next(4)).map { _ in UInt8(0x61 + next(2)) }
            let text = (0..<next(40)).map { _ in UInt8(0x61 + next(2)) }
            var mask = EchoMask(hiding: [Secret(secret)])
            mask.hear(text)
            let shown = mask.shown(text[...], at: 0)
            #expect(!shown.contains(secret))
            let holds =
                text.contains(secret)
                || (4..<secret.count).contains { text.suffix($0).elementsEqual(secret.prefix($0)) }
            #expect((shown == text) == !holds, "\(secret) in \(text)")
        }
    }

    @Test func `a peer that plays with beginnings of a secret costs no more than its bytes`() {
        // Naively this would be 4,096 comparisons a byte.
        let secret = [UInt8](repeating: 0x61, count: 4_095) + [0x62]
        var mask = EchoMask(hiding: [Secret(secret)])
        let text = [UInt8](repeating: 0x61, count: 1 << 20)
        mask.hear(text)
        #expect(mask.shown(text[..<4], at: 0) == Array(text[..<4]))
        mask.hear([0x62])
        #expect(mask.shown([0x62], at: 1 << 20) == Array("***".utf8))
    }

    @Test func `a secret tells nothing of itself`() {
        let secret = Self.secret("hunter2")
        var dumped = ""
        dump(secret, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), dumped] {
            #expect(text.contains("***"))
            #expect(!text.contains("hunter2") && !text.contains("104"))
        }
    }
}
