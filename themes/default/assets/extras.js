/* ← and → turn to the neighbours; Escape, or a click elsewhere, closes the menu; a page fades into the next one. */
const close = (event) => {
  for (const menu of document.querySelectorAll(".menu-more[open]")) if (!event || !menu.contains(event.target)) menu.open = false;
};
addEventListener("click", close);
addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
  const rel = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  if (!rel || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
  if (event.target.closest("input, textarea, select, pre, video, audio, [contenteditable]")) return;
  const link = document.querySelector(`a[rel~="${rel}"]`);
  if (link) location.href = link.href;
});
/* Here, not in the style sheet: a fade that is cut short is told as an error unless somebody listens. */
const fade = (event) => event.viewTransition?.ready.catch(() => {});
for (const turn of ["pageswap", "pagereveal"]) addEventListener(turn, fade);
if ("onpagereveal" in window && document.adoptedStyleSheets) {
  fade({ viewTransition: document.activeViewTransition });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("@media (prefers-reduced-motion:no-preference){@view-transition{navigation:auto}}");
  document.adoptedStyleSheets.push(sheet);
}
