/// How pages look: calm, dense, and in colour only where it means something.
enum StyleSheet {
    static let text = """

        :root {
          color-scheme: light dark;
          --page: #fcfcfa; --ink: #1c1d20; --dim: #5d626a; --line: #e2e2dd;
          --link: #1b55a8; --bad: #b42318; --tint: #fdf1ef; --warn: #8a5300; --good: #2f7a4d;
          --bar: #a9b8ae; --calm: #57579a;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #131416; --ink: #e4e4e0; --dim: #9ba0a8; --line: #2c2e32;
            --link: #8ab4f8; --bad: #ff8f80; --tint: #2a1917; --warn: #e3b45b; --good: #6cc08b;
            --bar: #4d5c53; --calm: #a9a9ee;
          }
        }
        * { box-sizing: border-box; }
        body {
          margin: 0 auto; padding: 1rem 1.25rem 3rem; max-width: 82rem;
          background: var(--page); color: var(--ink);
          font: 14px/1.45 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif;
          font-variant-numeric: tabular-nums;
        }
        a { color: var(--link); text-decoration: none; }
        a:hover { text-decoration: underline; }
        :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
        h1, h2, h3, p, ul, dl, dd { margin: 0; padding: 0; }
        h1 { font-size: 1.25rem; font-weight: 650; letter-spacing: -0.01em; }
        h2 { font-size: 1rem; font-weight: 650; margin: 1.75rem 0 0.5rem; }
        ul { list-style: none; }
        bdi, td, dd { overflow-wrap: anywhere; }
        header { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; align-items: baseline; }
        header nav { margin-left: auto; display: flex; gap: 1rem; }
        .dim { color: var(--dim); }
        .skip { position: absolute; left: -100rem; }
        .skip:focus { position: static; }
        #notice:not(:empty) { margin: 0.5rem 0; color: var(--bad); font-weight: 600; }
        button, input, select {
          font: inherit; color: inherit; background: var(--page);
          border: 1px solid var(--line); border-radius: 4px; padding: 0.25rem 0.5rem;
          min-width: 0; max-width: 100%;
        }
        button { cursor: pointer; }
        #toggle { border: 0; padding: 0; background: none; color: var(--dim); }
        #toggle::before { content: "Live"; }
        #toggle[aria-pressed="true"]::before { content: "Paused"; color: var(--warn); }
        #toggle:hover { text-decoration: underline; }
        form { display: flex; flex-wrap: wrap; gap: 0.5rem; margin: 0.75rem 0 0; }
        form input[type="search"] { flex: 1 1 16rem; }
        .states { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 0.75rem 0 0.5rem; }
        .states a { color: var(--ink); }
        .states b { font-weight: 650; }
        .states [aria-current] { text-decoration: underline; text-underline-offset: 0.3em; }
        table { border-collapse: collapse; width: 100%; }
        th { text-align: left; font-weight: 500; color: var(--dim); font-size: 0.86em; }
        th, td { padding: 0.3rem 1rem 0.3rem 0; vertical-align: top; }
        th:last-child, td:last-child { padding-right: 0; }
        thead th { border-bottom: 1px solid var(--line); }
        tbody th[scope="rowgroup"] {
          padding-top: 1.1rem; font-size: 1em; color: var(--ink); font-weight: 650;
        }
        tbody th[scope="rowgroup"] .dim { font-weight: 400; }
        td { border-top: 1px solid var(--line); }
        .number, th.number { text-align: right; white-space: nowrap; }
        .state { white-space: nowrap; width: 8.5rem; }
        .state::before {
          content: ""; display: inline-block; width: 0.55em; height: 0.55em;
          margin: 0 0.5em 0 0.1em; border-radius: 50%; background: currentColor;
        }
        .down, .failing { color: var(--bad); font-weight: 650; }
        .down::before { border-radius: 1px; }
        .failing::before { background: none; box-shadow: inset 0 0 0 2px currentColor; }
        .up { color: var(--good); }
        .maintenance { color: var(--calm); }
        .maintenance::before { border-radius: 1px; transform: rotate(45deg); }
        .blocked, .paused, .unknown { color: var(--dim); }
        .blocked::before, .paused::before, .unknown::before {
          background: none; box-shadow: inset 0 0 0 1.5px currentColor;
        }
        .paused::before { border-radius: 1px; }
        tr.alarm td { background: var(--tint); }
        .probe { min-width: 11rem; }
        .probe p { color: var(--dim); font-size: 0.93em; }
        .probe p.why { color: var(--bad); }
        .warn { color: var(--warn); }
        .bad { color: var(--bad); }
        svg { display: block; }
        .strip, .curve { height: 16px; margin-top: 0.15rem; }
        .strip { width: 160px; }
        .curve { width: 96px; float: left; margin-right: 0.75rem; }
        path.good { fill: var(--bar); }
        path.failed { fill: var(--bad); }
        path.open { fill: none; stroke: var(--dim); }
        path.line { fill: none; stroke: var(--dim); stroke-width: 1.25; stroke-linejoin: round; }
        path.limit { fill: none; stroke: var(--warn); stroke-dasharray: 3 3; }
        .connect { width: 14rem; }
        .empty { margin: 2rem 0; }
        nav.pages { display: flex; gap: 1rem; margin: 1rem 0; }
        nav.pages span { margin-right: auto; }
        .facts {
          display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr));
          gap: 0.6rem 1.25rem; margin: 1rem 0;
        }
        .facts dt { color: var(--dim); font-size: 0.86em; }
        .verdict { margin: 0.75rem 0 0.25rem; font-size: 1.1rem; }
        .verdict .state { width: auto; }
        .crumb::after { content: "/"; color: var(--dim); margin-left: 1rem; }
        .chart { max-width: 100%; height: 64px; margin: 0.5rem 0; }
        .scroll { overflow-x: auto; }
        .scroll td, .scroll th { white-space: nowrap; }
        .scroll .state { font-weight: 400; width: 100%; }
        .scroll .up { color: inherit; }
        .scroll .up::before { color: var(--good); }
        h3 { font-size: 1em; font-weight: 650; margin: 1.25rem 0 0; }
        h3 span { font-weight: 400; }
        footer { margin-top: 2rem; font-size: 0.86em; }
        .prose { max-width: 44rem; margin: 0 auto; font-size: 16px; line-height: 1.55; }
        .prose h1 { font-size: 1.6rem; margin: 2rem 0 1rem; }
        .prose h2 { font-size: 1.2rem; margin: 3rem 0 0.5rem; scroll-margin-top: 1rem; }
        .prose h2 a { color: inherit; }
        .prose h2:target {
          border-left: 4px solid; margin-left: -1rem; padding-left: calc(1rem - 4px);
        }
        .prose p, .prose ul { margin: 0.75rem 0; }
        .prose ul { list-style: disc; padding-left: 1.25rem; }
        .prose pre { overflow-x: auto; padding: 0.75rem 1rem; border: 1px solid var(--line); }
        code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: 0.9em; }
        @media (max-width: 64rem) { .next { display: none; } }
        @media (max-width: 52rem) {
          .attempts, .curve { display: none; }
          .connect { width: auto; }
        }
        @media (max-width: 34rem) {
          body { padding: 0.75rem 0.75rem 2rem; }
          th, td { padding-right: 0.5rem; }
          .mark, td.mark { width: 1.1rem; padding-right: 0.25rem; }
          .mark span {
            position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
          }
          .target { display: none; }
          .probe { min-width: 0; }
          .certificate { white-space: normal; }
          .facts { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0.6rem 0.75rem; }
          form > * { flex: 1 1 8rem; }
        }

        """
}
