/* A player of another host is loaded when it is asked for; until then, and without a script, there is a link to it. */
addEventListener("click", (event) => {
  const link = event.target.closest("a[data-player]");
  if (!link || event.button || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const frame = document.createElement("iframe");
  frame.src = link.dataset.player;
  frame.title = link.dataset.title;
  frame.className = link.className;
  if (link.dataset.height) frame.height = link.dataset.height;
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  frame.referrerPolicy = "strict-origin-when-cross-origin"; /* some hosts play for pages that they know alone */
  link.replaceWith(frame);
  frame.focus();
});
