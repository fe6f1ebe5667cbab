/* A button for light, dark, or as the system has it. The styles ask the system; what a reader chooses is told to them here,
   before anything is drawn. Without this script the system decides. */
const { words } = document.currentScript.dataset, names = ["auto", "light", "dark"];
const rules = [], look = (list) => {
  for (const rule of list) {
    if (rule.media && /prefers-color-scheme:\s*dark/.test(rule.media.mediaText)) rules.push([rule, rule.media.mediaText]);
    if (rule.cssRules) look(rule.cssRules);
  }
};
for (const sheet of document.styleSheets) look(sheet.cssRules);
const metas = [...document.querySelectorAll('meta[name="theme-color"]')].map((meta) => [meta, meta.media]);
let chosen = "auto";
try { chosen = localStorage.getItem("scheme") || chosen; } catch { /* no place to keep it */ }

const show = () => {
  const all = { light: "not all", dark: "all" }[chosen];
  for (const [rule, media] of rules) rule.media.mediaText = all ? media.replace(/\(prefers-color-scheme:\s*dark\)/, all === "all" ? "(min-width: 0)" : "(max-width: 0)") : media;
  for (const [meta, media] of metas) meta.media = all ? (media.includes(chosen) ? "all" : "not all") : media;
  document.documentElement.style.colorScheme = all ? chosen : "";
};
show();

addEventListener("DOMContentLoaded", () => {
  const button = document.querySelector(".scheme"), said = words.split("|");
  const name = () => { button.lastElementChild.textContent = said[names.indexOf(chosen)]; };
  if (!button) return;
  button.hidden = false;
  name();
  button.addEventListener("click", () => {
    chosen = names[(names.indexOf(chosen) + 1) % names.length];
    try { localStorage.setItem("scheme", chosen); } catch { /* for this page alone */ }
    show();
    name();
  });
});
