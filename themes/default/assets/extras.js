/* ← and → turn to the earlier and the later entry; nothing else here needs a script. */
addEventListener("keydown", (event) => {
  const rel = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  if (!rel || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
  if (event.target.closest("input, textarea, select, pre, video, audio, [contenteditable]")) return;
  const link = document.querySelector(`a[rel~="${rel}"]`);
  if (link) location.href = link.href;
});
