/// What a page does by itself in a browser: it loads itself anew, and searches while one types.
///
/// Without it everything is there as well; the form has a button then.
enum PageScript {
    static let text = """

        "use strict";
        const interval = 5000, pause = 250;
        const form = document.querySelector("form");
        const notice = document.getElementById("notice");
        const toggle = document.getElementById("toggle");
        let latest = 0, isPaused = false, lastAnswer = new Date(), typing;

        async function load(address) {
          const number = ++latest;
          try {
            const answer = await fetch(address);
            const text = await answer.text();
            if (number !== latest) return;
            if (!answer.ok) { say(text); return; }
            const page = new DOMParser().parseFromString(text, "text/html");
            const focused = document.activeElement?.closest("#live a")?.getAttribute("href");
            document.getElementById("live").replaceWith(page.getElementById("live"));
            if (focused) {
              document.querySelector(`#live a[href="${CSS.escape(focused)}"]`)
                ?.focus({ preventScroll: true });
            }
            const [old, now] = [document, page].map((one) => one.getElementById("sentence"));
            if (old.textContent !== now.textContent) old.replaceChildren(...now.childNodes);
            document.title = page.title;
            lastAnswer = new Date();
            say("");
          } catch {
            if (number === latest) {
              say(`No answer from Sonde since ${lastAnswer.toLocaleTimeString()}.`);
            }
          }
        }

        function say(text) {
          if (notice.textContent !== text) notice.textContent = text;
        }

        function wanted() {
          const parts = new URLSearchParams();
          for (const [name, value] of new FormData(form)) if (value) parts.append(name, value);
          const query = parts.toString();
          return new URL(form.action).pathname + (query ? "?" + query : "");
        }

        toggle.hidden = false;
        toggle.addEventListener("click", () => {
          isPaused = !isPaused;
          toggle.setAttribute("aria-pressed", isPaused);
          if (!isPaused) load(location.href);
        });

        if (form) {
          form.querySelector("button").hidden = true;
          const search = () => {
            history.replaceState(null, "", wanted());
            load(location.href);
          };
          for (const kind of ["input", "change"]) {
            form.addEventListener(kind, () => {
              clearTimeout(typing);
              typing = setTimeout(search, pause);
            });
          }
          form.addEventListener("submit", (event) => {
            event.preventDefault();
            clearTimeout(typing);
            search();
          });
        }

        setInterval(() => {
          if (!isPaused && !document.hidden) load(location.href);
        }, interval);
        document.addEventListener("visibilitychange", () => {
          if (!isPaused && !document.hidden) load(location.href);
        });

        """
}
