// Of the preview only: takes in changes of the site, and shows what has to be mended.
(() => {
  const me = document.currentScript;
  const page = me.dataset.page;
  let seen = me.dataset.edition;
  let stream = null;
  let box = null;

  const pathOf = (address) => new URL(address, location.href).pathname;
  const sheets = (root) => [...root.querySelectorAll("link[rel~='stylesheet']")];

  /** The page as it is now; null when it is not only its style sheets that differ. */
  async function sameButForStyle() {
    const answer = await fetch(location.href, { cache: "no-store" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const script = fresh.querySelector("script[data-page]");
    return script?.dataset.page === page && sheets(fresh).length === sheets(document).length ? fresh : null;
  }

  function restyle(fresh, changed) {
    const wanted = sheets(fresh).map((link) => link.getAttribute("href"));
    sheets(document).forEach((old, at) => {
      if (pathOf(old.href) === pathOf(wanted[at]) && !changed.includes(pathOf(wanted[at]))) return;
      const link = old.cloneNode();
      link.href = changed.includes(pathOf(wanted[at])) ? `${wanted[at]}?edition=${seen}` : wanted[at];
      link.onload = link.onerror = () => old.remove(); // not before: the page would stand there naked
      old.after(link);
    });
  }

  async function take({ edition, changed, errors, title, words }) {
    const isNews = edition !== seen;
    seen = edition;
    show(errors, title, words);
    if (!isNews) return;
    const loaded = performance.getEntriesByType("resource").map((entry) => pathOf(entry.name));
    const uses = (path) => !path.endsWith(".css") && loaded.includes(path);
    const fresh = changed && !changed.some(uses) ? await sameButForStyle() : null;
    if (fresh) restyle(fresh, changed);
    else location.reload(); // the browser keeps the place
  }

  function element(name, text, ...children) {
    const made = document.createElement(name);
    made.textContent = text; // never markup: diagnostics quote what anybody wrote
    made.append(...children);
    return made;
  }

  function link(text, address) {
    const made = element("a", text);
    made.href = address;
    return made;
  }

  function entry({ place, address, code, message, source, hints }) {
    const title = address ? link(place, address) : place || code;
    const said = element("section", "", element("h2", "", title), element("p", `${message} [${code}]`));
    if (source.length) {
      const [before, at, after] = source;
      said.append(element("pre", before, element("mark", at || " "), after));
    }
    said.append(...hints.map((hint) => element("p", `→ ${hint}`)));
    return said;
  }

  const STYLE = `
    :host { all: initial; }
    aside { position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 70vh; overflow: auto;
      padding: 1rem 1.5rem 1.5rem; background: #2b1614; color: #fff4ef; border-top: 4px solid #e2604c;
      font: 16px/1.6 system-ui, sans-serif; color-scheme: dark; }
    h1 { font-size: 1.1em; margin: 0; } h2 { font: bold 1em ui-monospace, monospace; margin: 1em 0 0; }
    p { margin: .2em 0; white-space: pre-wrap; overflow-wrap: anywhere; }
    pre { margin: .4em 0; padding: .4em .8em 1.5em; overflow: auto; background: #0006;
      font: 15px/1.6 ui-monospace, monospace; }
    mark { position: relative; background: none; color: #ffb4a2; box-shadow: 0 2px #e2604c; }
    mark::after { content: "^"; position: absolute; left: 0; top: 1.05em; }
    button { float: right; font: inherit; color: inherit; background: #0006; border: 1px solid; border-radius: 4px; }
    a { color: inherit; }`;

  function show(errors, title, words) {
    box?.remove();
    box = null;
    if (!errors.length || location.pathname === "/.mingpian/") return; // that page lists them itself
    box = document.createElement("mingpian-errors");
    const shade = box.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet(); // the policy of the page forbids style elements
    sheet.replaceSync(STYLE);
    shade.adoptedStyleSheets = [sheet];
    const close = element("button", "×");
    close.setAttribute("aria-label", words.hide);
    close.onclick = () => box?.remove();
    const more = link(words.more, "/.mingpian/");
    const panel = element("aside", "", close, element("h1", title), ...errors.slice(0, 20).map(entry), element("p", "", more));
    panel.setAttribute("role", "alert");
    shade.append(panel);
    document.documentElement.append(box);
  }

  // A browser opens six connections to a host: pages that nobody sees must not hold one.
  function attend() {
    if (document.hidden) {
      stream?.close();
      stream = null;
    } else if (!stream) {
      stream = new EventSource(`/.mingpian/events?seen=${seen}`);
      let turn = Promise.resolve();
      stream.onmessage = (event) => {
        const told = JSON.parse(event.data);
        turn = turn.then(() => take(told)).catch(() => {}); // the preview has ended: the stream tries again
      };
    }
  }
  document.addEventListener("visibilitychange", attend);
  addEventListener("pagehide", () => stream?.close());
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  attend();
})();
