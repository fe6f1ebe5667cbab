"use strict";
// Shows the people in whose row every word stands that is typed.
(() => {
  const rows = Array.from(document.querySelectorAll(".people > li"), (row) => [row, row.textContent.toLowerCase()]);
  document.getElementById("q").addEventListener("input", (event) => {
    const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const [row, text] of rows) row.hidden = !words.every((word) => text.includes(word));
  });
})();
