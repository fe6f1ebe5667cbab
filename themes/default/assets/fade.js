/* A page fades into the next one, for readers who did not ask for calm; the head of the page stays where it is. */
if ("onpagereveal" in self) {
  addEventListener("unhandledrejection", (e) => { /* a fade that is cut short is no error of the page */
    if (e.reason instanceof DOMException && /transition/i.test(e.reason.message)) e.preventDefault();
  });
  addEventListener("pageswap", ({ viewTransition: fade, activation: to }) => {
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
