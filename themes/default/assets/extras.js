/* ← and → turn to the neighbours; Escape, or a click elsewhere, closes the menu. */
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
