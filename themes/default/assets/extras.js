/* Keys for pages, the menu, fades between pages */
const close = ({ target }) => {
  for (const one of document.querySelectorAll(".menu-more[open]")) one.open = one.contains(target);
};
addEventListener("click", close);
addEventListener("keydown", (e) => {
  if (e.key === "Escape") close({});
  const rel = { ArrowLeft: "prev", ArrowRight: "next" }[e.key];
  if (!rel || e.altKey || e.ctrlKey || e.metaKey || e.shiftKey || e.defaultPrevented ||
    e.target.closest("input,textarea,select,pre,video,audio,[contenteditable]")) return;
  document.querySelector(`a[rel~="${rel}"]`)?.click();
});
if ("onpagereveal" in self) {
  const hear = (fade) => fade?.ready.catch(() => {}); /* cut short: an error */
  for (const on of ["pageswap", "pagereveal"]) addEventListener(on, (e) => hear(e.viewTransition));
  hear(document.activeViewTransition);
  const css = new CSSStyleSheet();
  css.replaceSync("@media(prefers-reduced-motion:no-preference){@view-transition{navigation:auto}}");
  document.adoptedStyleSheets.push(css);
}
