/* A button on each block of code that copies it. */
const say = document.currentScript.dataset;
for (const pre of navigator.clipboard ? document.querySelectorAll(".prose pre.highlight") : []) {
  const box = document.createElement("div"), button = document.createElement("button");
  box.className = "code-box";
  button.type = "button";
  button.className = "copy";
  button.textContent = say.copy;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(pre.querySelector("code").textContent);
    button.textContent = say.copied;
    setTimeout(() => (button.textContent = say.copy), 2000);
  });
  pre.replaceWith(box);
  box.append(pre, button); /* after the code, so that the keyboard comes to it first */
}
