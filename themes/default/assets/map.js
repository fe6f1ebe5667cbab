/* Larger and smaller, and dragging; without it the frame scrolls. */
for (const frame of document.querySelectorAll(".map-frame")) {
  const room = frame.querySelector(".map-room"), map = frame.querySelector(".network");
  const zoom = (by) => {
    const width = Math.min(4000, Math.max(280, map.getBoundingClientRect().width * by));
    map.setAttribute("width", width);
    map.classList.add("zoomed");
    map.removeAttribute("height");
  };
  const bar = document.createElement("div");
  bar.className = "map-zoom";
  for (const [sign, by] of [["+", 1.25], ["−", 0.8]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.addEventListener("click", () => zoom(by));
    bar.append(button);
  }
  frame.prepend(bar);
  let from = null;
  room.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" && event.button === 0) from = [event.clientX + room.scrollLeft, event.clientY + room.scrollTop];
  });
  addEventListener("pointermove", (event) => {
    if (from) room.scrollTo(from[0] - event.clientX, from[1] - event.clientY);
  });
  addEventListener("pointerup", () => { from = null; });
  map.addEventListener("dragstart", (event) => event.preventDefault());
}
