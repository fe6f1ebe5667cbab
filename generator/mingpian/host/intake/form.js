"use strict";
// The form is made from the declaration in the page, with createElement alone: nothing that somebody wrote becomes markup.
(() => {
  const said = JSON.parse(document.getElementById("form").textContent);
  const { words, fields, start } = said;
  const files = {};
  let number = 0;

  const el = (name, props = {}, ...inside) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(props)) {
      if (key in made && key !== "list") made[key] = value;
      else made.setAttribute(key, value);
    }
    made.append(...inside);
    return made;
  };

  const isEmpty = (value) =>
    value === undefined || value === "" || (Array.isArray(value) && !value.length) ||
    (typeof value === "object" && value !== null && !Array.isArray(value) && !Object.keys(value).length);

  const labelled = (field, input, id) => {
    const label = el("label", { htmlFor: id, id: `${id}-label` }, field.label + (field.required ? words.required : ""));
    const box = el("div", { className: "field" }, label);
    if (field.hint) {
      box.append(el("p", { className: "hint", id: `${id}-hint` }, field.hint));
      input.setAttribute("aria-describedby", `${id}-hint`);
    }
    box.append(input);
    return box;
  };

  const INPUTS = { day: "date", moment: "text", url: "url", email: "email", number: "number" };
  const LISTS = { topic: "list-topics", ref: "list-" };

  const simple = (field) => {
    const id = `f${(number += 1)}`;
    const input = field.type === "prose"
      ? el("textarea", { id, name: field.name })
      : el("input", { id, name: field.name, type: INPUTS[field.type] || "text", autocomplete: "off" });
    if (field.type === "number") input.step = "any";
    if (field.required) input.required = true;
    const list = field.type === "topic" ? LISTS.topic : field.refers ? LISTS.ref + field.refers : "";
    if (list && document.getElementById(list)) input.setAttribute("list", list);
    return {
      el: labelled(field, input, id),
      get: () => input.value.trim(),
      set: (value) => { input.value = value === undefined ? "" : String(value); },
      wrong: () => (input.required && !input.value.trim() ? words.missing : input.validity.valid ? "" : words.wrong),
      focus: () => input.focus(),
      label: field.label,
    };
  };

  const names = (field) => {
    const made = simple({ ...field, type: field.refers ? "ref" : "text" });
    const { get, set } = made;
    made.get = () => get().split(/[,，、;；\n]+/).map((one) => one.trim()).filter(Boolean);
    made.set = (value) => set(Array.isArray(value) ? value.join(words.separator) : value);
    return made;
  };

  const truth = (field) => {
    const id = `f${(number += 1)}`;
    const input = el("input", { id, type: "checkbox", name: field.name });
    return {
      el: el("div", { className: "field" }, el("label", { htmlFor: id }, input, field.label)),
      get: () => (input.checked ? "true" : ""),
      set: (value) => { input.checked = value === "true" || value === true; },
      wrong: () => "",
      label: field.label,
    };
  };

  const choice = (field) => {
    const id = `f${(number += 1)}`;
    const input = el("select", { id, name: field.name });
    if (field.name !== "audience") input.append(el("option", { value: "" }, words.none));
    for (const [value, label] of field.choices) input.append(el("option", { value }, label));
    // Nobody's data becomes public because a choice was left as it was.
    input.value = field.name === "audience" ? "host" : "";
    return {
      el: labelled(field, input, id),
      get: () => input.value,
      set: (value) => { if (value !== undefined) input.value = value; },
      wrong: () => "",
      isChoice: true,
      label: field.label,
    };
  };

  const picture = (field) => {
    const id = `f${(number += 1)}`;
    const input = el("input", { id, type: "file", accept: "image/*" });
    const shown = el("img", { alt: "", hidden: true });
    const told = el("p", { className: "hint", role: "status" });
    const gone = el("button", { type: "button", hidden: true }, words.photo_gone);
    let name = "";
    let kept = false;
    const show = (address) => { shown.hidden = !address; gone.hidden = !address && !name; if (address) shown.src = address; };
    const clear = () => { delete files[name]; name = ""; kept = false; input.value = ""; told.textContent = ""; show(""); };
    gone.addEventListener("click", () => { clear(); input.focus(); });
    input.addEventListener("change", async () => {
      const file = input.files[0];
      if (!file) return;
      try {
        const bitmap = await createImageBitmap(file);
        const scale = Math.min(1, 1200 / Math.max(bitmap.width, bitmap.height));
        const canvas = el("canvas", { width: Math.max(1, Math.round(bitmap.width * scale)), height: Math.max(1, Math.round(bitmap.height * scale)) });
        canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
        const isPng = file.type === "image/png";
        const address = canvas.toDataURL(isPng ? "image/png" : "image/jpeg", 0.88);
        delete files[name];
        name = `picture-${(number += 1)}.${isPng ? "png" : "jpg"}`;
        kept = false;
        files[name] = address;
        told.textContent = "";
        show(address);
      } catch {
        told.textContent = words.photo_bad;
      }
    });
    const box = labelled({ ...field, hint: words.photo }, input, id);
    box.append(shown, gone, told);
    return {
      el: box,
      get: () => name,
      set: (value) => {
        if (!value) { clear(); return; }
        name = String(value);
        kept = !files[name];
        told.textContent = kept ? words.photo_kept : "";
        show(files[name] || "");
        gone.hidden = false;
      },
      wrong: () => "",
      label: field.label,
    };
  };

  const record = (field) => {
    const inner = field.fields.map((one) => [one, make(one)]);
    const box = el("fieldset", {}, el("legend", {}, field.label));
    if (field.hint) box.append(el("p", { className: "hint" }, field.hint));
    box.append(...inner.map(([, part]) => part.el));
    return {
      el: box,
      get: () => {
        const found = {};
        let said = false;
        for (const [one, part] of inner) {
          const value = part.get();
          if (isEmpty(value)) continue;
          found[one.name] = value;
          said = said || !part.isChoice || one.name !== "audience";
        }
        return said ? found : {}; // who may see it says nothing where there is nothing to see
      },
      set: (value) => {
        const stated = value !== null && typeof value === "object" ? value : field.main && value ? { [field.main]: value } : {};
        for (const [one, part] of inner) part.set(stated[one.name]);
      },
      wrong: () => "",
      parts: inner.map(([, part]) => part),
      label: field.label,
    };
  };

  const several = (field, makeOne) => {
    const list = el("div");
    const rows = [];
    const add = el("button", { type: "button" }, `${words.add}: ${field.label}`);
    const box = el("fieldset", {}, el("legend", {}, field.label));
    if (field.hint) box.append(el("p", { className: "hint" }, field.hint));
    box.append(list, add);
    const grow = (value) => {
      const part = makeOne(value);
      const away = el("button", { type: "button" }, `${words.remove}: ${field.label} ${rows.length + 1}`);
      const row = { part, el: el("div", {}, part.el, away) };
      away.addEventListener("click", () => { rows.splice(rows.indexOf(row), 1); row.el.remove(); add.focus(); });
      rows.push(row);
      list.append(row.el);
      return row;
    };
    add.addEventListener("click", () => { const row = grow(); const first = row.el.querySelector("input,select,textarea"); if (first) first.focus(); });
    return { box, rows, grow, clear: () => { rows.splice(0).forEach((row) => row.el.remove()); } };
  };

  const records = (field) => {
    const { box, rows, grow, clear } = several(field, (value) => {
      const part = record({ ...field, hint: "" });
      if (value !== undefined) part.set(value);
      return part;
    });
    return {
      el: box,
      get: () => rows.map((row) => row.part.get()).filter((value) => !isEmpty(value)),
      set: (value) => { clear(); (Array.isArray(value) ? value : isEmpty(value) ? [] : [value]).forEach(grow); },
      wrong: () => "",
      label: field.label,
      get parts() { return rows.map((row) => row.part); },
    };
  };

  const ways = (field) => {
    const { box, rows, grow, clear } = several(field, (value) => {
      const part = record({ ...field, hint: "" });
      const way = simple({ name: "way", label: words.way, type: "text" });
      way.el.querySelector("input").setAttribute("list", "list-ways");
      part.el.insertBefore(way.el, part.el.children[1] || null);
      part.way = way;
      if (value) { way.set(value[0]); part.set(value[1]); }
      return part;
    });
    const known = Object.fromEntries(field.choices.map(([name, label]) => [label, name]));
    return {
      el: box,
      get: () => {
        const found = {};
        for (const { part } of rows) {
          const way = part.way.get();
          const value = part.get();
          if (!way || isEmpty(value)) continue;
          const name = known[way] || way;
          found[name] = [...(Object.hasOwn(found, name) ? found[name] : []), value];
        }
        return found;
      },
      set: (value) => {
        clear();
        const label = Object.fromEntries(field.choices);
        for (const [name, stated] of Object.entries(value || {})) {
          for (const one of Array.isArray(stated) ? stated : [stated]) grow([label[name] || name, one]);
        }
      },
      wrong: () => "",
      label: field.label,
      get parts() { return rows.map((row) => row.part); },
    };
  };

  const MAKERS = { names, truth, choice, picture, record, records, ways };
  const make = (field) => (MAKERS[field.type] || simple)(field);

  const parts = fields.map((field) => [field, make(field)]);
  const body = simple({ name: "body", label: words.body, hint: words.body_hint, type: "prose" });
  const problems = document.getElementById("problems");
  const status = document.getElementById("status");
  const area = document.getElementById("text");
  document.getElementById("fields").append(...parts.map(([, part]) => part.el), body.el);

  const handIn = () => {
    const found = { mingpian: "card", version: 1, kind: said.kind, lang: said.lang };
    if (said.of) found.of = said.of;
    found.fields = {};
    for (const [field, part] of parts) {
      const value = part.get();
      // What was there and is empty now shall go; what never was there is not mentioned.
      if (!isEmpty(value) || (start && Object.hasOwn(start, field.name))) found.fields[field.name] = isEmpty(value) ? "" : value;
    }
    if (body.get()) found.body = body.get();
    return found;
  };

  const every = (list) => list.flatMap((part) => [part, ...every(part.parts || [])]);
  const checked = () => {
    const wrong = every([...parts.map(([, part]) => part), body]).filter((part) => part.wrong());
    problems.replaceChildren(...wrong.map((part) => el("p", {}, part.wrong().replace("{name}", part.label))));
    if (wrong.length && wrong[0].focus) wrong[0].focus();
    return !wrong.length;
  };

  const plain = (value) => Array.isArray(value)
    ? value.map(plain).join(words.separator)
    : typeof value === "object" ? Object.values(value).map(plain).join(" · ") : String(value);

  const encoded = (text) => btoa(String.fromCodePoint(...new TextEncoder().encode(text))).replaceAll("+", "-").replaceAll("/", "_");

  document.getElementById("save").addEventListener("click", () => {
    if (!checked()) return;
    const used = JSON.stringify(handIn().fields);
    const own = Object.fromEntries(Object.entries(files).filter(([name]) => used.includes(`"${name}"`)));
    const data = JSON.stringify({ ...handIn(), ...(Object.keys(own).length ? { files: own } : {}) }, null, 1);
    const name = `${(handIn().fields[said.title] || "card").replace(/[^\p{L}\p{N}]+/gu, "-")}.json`;
    const link = el("a", { href: URL.createObjectURL(new Blob([data], { type: "application/json" })), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    status.textContent = words.saved.replace("{name}", name);
  });

  document.getElementById("copy").addEventListener("click", async () => {
    if (!checked()) return;
    const found = handIn();
    const lines = parts
      .filter(([field]) => found.fields[field.name] && field.type !== "picture")
      .map(([field]) => `${field.label}: ${plain(found.fields[field.name])}`);
    area.value = `${lines.join("\n")}\n\nmingpian:1:${encoded(JSON.stringify(found))}:end\n`;
    area.parentElement.hidden = false;
    area.focus();
    area.select();
    try { await navigator.clipboard.writeText(area.value); } catch { document.execCommand("copy"); }
    status.textContent = words.copied;
  });

  const take = (data) => {
    for (const [name, address] of Object.entries(data.files || {})) {
      if (/^data:image\/(?:jpeg|png|webp|gif);base64,[A-Za-z0-9+/=]+$/.test(address)) files[name] = address;
    }
    for (const [field, part] of parts) if (Object.hasOwn(data.fields, field.name)) part.set(data.fields[field.name]);
    if (data.body) body.set(data.body);
  };

  document.getElementById("open").addEventListener("change", async (event) => {
    try {
      const data = JSON.parse(await event.target.files[0].text());
      if (data.mingpian !== "card" || typeof data.fields !== "object") throw new Error();
      take(data);
      problems.replaceChildren();
    } catch {
      problems.replaceChildren(el("p", {}, words.unreadable));
    }
  });

  if (start) take({ fields: start });
})();
