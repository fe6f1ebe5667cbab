// Of the studio: what a form does beside being sent. Without it every form works, with a button.
(() => {
  const wait = 700; // milliseconds after the last key
  const patience = 2000; // milliseconds until the next try, when the preview does not answer
  const form = document.getElementById("entry");

  /** A table shows what has all words that are typed; of many rows the first ones, so that each key is answered at once. */
  const most = 100;
  for (const input of document.querySelectorAll("input[data-filters]")) {
    const rows = [...document.getElementById(input.dataset.filters).tBodies[0].rows];
    const texts = rows.map((row) => row.textContent.toLowerCase());
    const count = document.getElementById(input.dataset.counts);
    const all = count.nextElementSibling;
    const show = (limit) => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let found = 0;
      for (const [at, row] of rows.entries()) {
        const isFound = words.every((word) => texts[at].includes(word));
        row.hidden = !isFound || found >= limit;
        found += isFound;
      }
      count.textContent = count.dataset.said.replace("{number}", found > limit ? `${limit} / ${found}` : found);
      all.hidden = found <= limit;
    };
    input.addEventListener("input", () => show(most));
    all.addEventListener("click", () => show(rows.length));
    show(most);
  }

  /** Lists grow and shrink: an item is a copy of the last one, which is always empty. */
  for (const button of document.querySelectorAll("button.more, button.less")) button.hidden = false;
  document.addEventListener("click", (event) => {
    const less = event.target.closest("button.less");
    if (less) {
      for (const input of less.parentElement.querySelectorAll("input, textarea, select")) input.value = "";
      less.parentElement.hidden = true;
      changed();
    }
    const more = event.target.closest("button.more");
    if (!more) return;
    const list = more.previousElementSibling;
    const last = list.lastElementChild;
    const row = last.cloneNode(true);
    const [from, to] = [list.children.length - 1, list.children.length].map((at) => `${list.dataset.at}/${at}`);
    for (const each of row.querySelectorAll("[name], [id], [for], [data-at]")) {
      for (const name of ["name", "id", "for", "data-at"]) {
        const value = each.getAttribute(name);
        if (value?.startsWith(from)) each.setAttribute(name, to + value.slice(from.length));
      }
      if ("value" in each && each.tagName !== "BUTTON") each.value = "";
    }
    row.hidden = false;
    list.append(row);
    row.querySelector("input, textarea, select")?.focus();
  });

  /** What is to be sent elsewhere is copied; without a script it can be chosen and copied as ever. */
  for (const button of document.querySelectorAll("button[data-copies]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const area = document.getElementById(button.dataset.copies);
      area.select();
      let done = false;
      try {
        await navigator.clipboard.writeText(area.value);
        done = true;
      } catch {
        done = document.execCommand("copy"); // where the page came over a network without TLS
      }
      button.nextElementSibling.textContent = done ? "✓" : "✗";
    });
  }

  if (!form) return;
  const text = form.querySelector("textarea.text");
  const saved = document.getElementById("saved");
  let timer = 0;
  let isSaving = false;
  let isDirty = false;

  function changed() {
    isDirty = true;
    saved.textContent = "…";
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  async function save() {
    if (isSaving || !isDirty) return;
    isSaving = true;
    isDirty = false;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { Accept: "application/json" },
      });
      const said = await answer.json();
      if (said.digest) form.elements._digest.value = said.digest;
      saved.textContent = said.problem ?? "✓";
      if (!said.digest) isDirty = true;
    } catch {
      isDirty = true; // the preview has ended, or another one has begun: what was typed stays in the form
      saved.textContent = "✗";
      setTimeout(resume, patience);
    }
    isSaving = false;
    if (isDirty && saved.textContent === "…") changed();
  }

  /** Saves what could not be saved, once there is a preview again: its token is in its pages alone. */
  async function resume() {
    try {
      const answer = await fetch(location.href);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      form.elements._token.value = page.querySelector("#entry [name=_token]").value;
      save();
    } catch {
      setTimeout(resume, patience);
    }
  }

  form.addEventListener("input", (event) => event.isComposing || changed());
  form.addEventListener("compositionend", changed);
  addEventListener("beforeunload", (event) => isDirty && event.preventDefault());
  form.addEventListener("submit", () => (isDirty = false));

  async function part(name) {
    const answer = await fetch(`${name}?file=${encodeURIComponent(form.dataset.source)}`);
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes : [];
  }

  /** What a build finds wrong stands above the form as soon as it is known, and a first page beside it. */
  const events = new EventSource("/.mingpian/events");
  events.addEventListener("message", async () => {
    document.getElementById("problems").replaceChildren(...(await part("problems")));
    const none = document.querySelector("p.page");
    if (none) none.replaceWith(...(await part("page")));
  });

  /** Puts text in the place of what is chosen, in a way that undo knows. */
  function put(area, written, from = area.selectionStart, to = area.selectionEnd) {
    area.focus();
    area.setSelectionRange(from, to);
    if (!document.execCommand("insertText", false, written)) area.setRangeText(written, from, to, "end");
  }

  const marks = { b: ["**", "**"], i: ["*", "*"], k: ["[", "](https://)"], e: ["`", "`"] };
  text?.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key === "s") {
      event.preventDefault();
      isDirty = true;
      save();
    } else if (command && !event.shiftKey && !event.altKey && marks[event.key]) {
      event.preventDefault();
      const [open, close] = marks[event.key];
      put(text, open + text.value.slice(text.selectionStart, text.selectionEnd) + close);
    } else if (event.key === "Enter" && !event.shiftKey && !command) {
      const start = text.value.lastIndexOf("\n", text.selectionStart - 1) + 1;
      const line = text.value.slice(start, text.selectionStart);
      const item = /^(\s*)([-*+]|(\d+)([.)])|>)(\s+)(\[[ x]\]\s+)?/.exec(line);
      if (!item) return;
      event.preventDefault();
      if (item[0].length === line.length) return put(text, "\n", start, text.selectionStart); // an empty item ends it
      const mark = item[3] ? `${Number(item[3]) + 1}${item[4]}` : item[2];
      put(text, `\n${item[1]}${mark}${item[5]}${item[6] ? "[ ] " : ""}`);
    }
  });

  /** Pictures that are dropped or pasted lie beside the entry, and stand where the cursor is. */
  async function add(files, target) {
    for (const file of files) {
      const where = new URLSearchParams({ file: form.dataset.source, name: file.name || "picture" });
      const answer = await fetch(`picture?${where}`, {
        method: "POST",
        body: file,
        headers: { "Content-Type": "application/octet-stream", "X-Token": form.elements._token.value },
      });
      const said = await answer.json();
      saved.textContent = said.problem ?? "";
      if (!said.name) continue;
      if (target.dataset.check === "picture") {
        target.value = said.name;
        changed();
      } else put(target, `![](${said.name})\n`);
    }
  }

  /** A picture can be chosen, too: on a phone, and by keyboard. */
  for (const label of document.querySelectorAll("label.choose")) label.hidden = false;
  form.addEventListener("change", (event) => {
    const label = event.target.closest("label.choose");
    if (label) add(event.target.files, label.previousElementSibling);
  });

  const takes = (target) => target?.matches?.("textarea.text, input[data-check=picture]");
  form.addEventListener("dragover", (event) => takes(event.target) && event.preventDefault());
  form.addEventListener("drop", (event) => {
    if (!takes(event.target) || !event.dataTransfer.files.length) return;
    event.preventDefault();
    add(event.dataTransfer.files, event.target);
  });
  form.addEventListener("paste", (event) => {
    if (takes(event.target) && event.clipboardData.files.length) {
      event.preventDefault();
      add(event.clipboardData.files, event.target);
      return;
    }
    const address = event.clipboardData.getData("text/plain").trim();
    if (event.target !== text || !/^https?:\/\/\S+$/.test(address) || text.selectionStart === text.selectionEnd) return;
    event.preventDefault();
    put(text, `[${text.value.slice(text.selectionStart, text.selectionEnd)}](${address})`);
  });
})();
