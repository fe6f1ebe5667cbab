/* A chapter is played in the page's own player; without a script its link opens the recording at that moment. */
addEventListener("click", (event) => {
  const link = event.target.closest("a[data-at]");
  if (!link || event.button || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const player = link.closest(".episode").querySelector("audio");
  event.preventDefault();
  const begin = () => {
    player.currentTime = Number(link.dataset.at);
    player.play();
  };
  if (player.readyState) return begin();
  player.addEventListener("loadedmetadata", begin, { once: true });
  player.preload = "metadata";
  player.load();
});
