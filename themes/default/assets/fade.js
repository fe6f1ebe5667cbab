/* A page fades into the next one, for readers who did not ask for calm; the head of the page stays where it is. */
if ("onpagereveal" in self) {
  const hear = (fade) => fade?.ready.catch(() => {}); /* one that is cut short is no error of the page */
  addEventListener("pagereveal", (e) => hear(e.viewTransition));
  addEventListener("pageswap", ({ viewTransition: fade, activation: to }) => {
    hear(fade);
    if (fade && !/(\/|\.html)$/.test(new URL(to.entry.url).pathname)) fade.skipTransition(); /* to a file */
  });
  const css = new CSSStyleSheet();
  css.replaceSync(`@media screen and (prefers-reduced-motion:no-preference){@view-transition{navigation:auto}
body>.site-head{view-transition-name:site-head}
::view-transition-old(root),::view-transition-new(root){animation-duration:.16s}
::view-transition-group(site-head),::view-transition-new(site-head){animation:none}
::view-transition-old(site-head){display:none}}`);
  document.adoptedStyleSheets.push(css);
  getComputedStyle(document.documentElement).opacity; /* at once: the page that opens is asked before its first picture */
}
