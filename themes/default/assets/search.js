/* Search: fetches the few pieces of the index that a query needs (their format: docs/decisions/search.md).
   Queries are taken apart as texts are in generator/mingpian/render/search/terms.py. */
const [form, input, status, list, more] = ["search", "q", "found", "results", "more"].map((id) => document.getElementById(id));
const say = form.dataset, labels = ["kind", "tag", "person"].map((name) => form.elements[name]);
const SEGMENT = 256, PIECE = 16, SHOWN = 10, MOST = 4, TOPICS = 3, LEVELS = [1, 2, 8]; // somewhere in the text, often, in the title
const GRAMS = "\\u3005-\\u3007\\u3041-\\u30fa\\u30fc-\\u30fe\\u3400-\\u9fff\\uac00-\\ud7a3\\ud840-\\ud8bf\\udc00-\\udfff";
const LETTERS = "0-9a-z\\u00aa-\\u1fff", WORD = RegExp(`[${GRAMS}]+|[${LETTERS}]+`, "g"), GRAM = RegExp(`[${GRAMS}]`);
const UNSAID = "rt, rp, script, style, svg, math, nav, form, button, .footnote-ref, .toc, .vh, .page-qr, .on-press, .take-along, .jacket, .around";
const files = new Map(), near = new IntersectionObserver((rows) => rows.forEach((row) => row.isIntersecting && excerpt(row.target)));
let turn = 0, timer, index, words = [], hits = [], total = 0, simple = new Map();

const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().normalize("NFKC").replace(/ß/g, "ss");

/* Traditional letters in their Simplified forms, one for one: what is looked for and what is there are both read so. */
const plain = (text) => (simple.size ? text.replace(/[\u3400-\u9fff]/g, (one) => simple.get(one) ?? one) : text);
const squeezed = (text) => fold(plain(text)).replace(RegExp(`[^${GRAMS}${LETTERS}]+`, "g"), "");

function load(url, as, cache = "default") {
  if (!files.has(url)) files.set(url, fetch(url, { cache }).then((answer) => (answer.ok ? answer[as]() : Promise.reject(url))));
  files.get(url).catch(() => files.delete(url));
  return files.get(url);
}

/* CRC-32 of the UTF-16 (little endian), without the last 4 bits. */
function number(term) {
  let crc = -1;
  for (let i = 0; i < term.length * 2; i++) {
    crc ^= (term.charCodeAt(i >> 1) >> ((i & 1) * 8)) & 255;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 && 0xedb88320);
  }
  return ~crc >>> 4;
}

/* The places of the entries that have a term, each with its level. */
async function having(term) {
  const wanted = number(term), shard = wanted >>> (28 - index.bits), found = new Map();
  const bytes = new Uint8Array(await load(`${index.base}t/${shard.toString(16)}.bin?${index.version}`, "arrayBuffer"));
  let i = 0;
  const leb128 = () => {
    let value = 0, unit = 1;
    for (; bytes[i] > 127; unit *= 128) value += (bytes[i++] & 127) * unit;
    return value + bytes[i++] * unit;
  };
  for (let first = 0; i < bytes.length; first += SEGMENT) {
    const end = leb128() + i;
    for (let key = shard * 2 ** (30 - index.bits); i < end; ) {
      key += leb128();
      const count = bytes[i++], start = i;
      i += count || SEGMENT / 8;
      for (let n = 0; key >> 2 === wanted && n < (count || SEGMENT); n++) {
        if (count || (bytes[start + (n >> 3)] >> (n & 7)) & 1) found.set(first + (count ? bytes[start + n] : n), LEVELS[key & 3]);
      }
    }
  }
  return found;
}

/* The same for a word: all pairs of a Chinese one (every other of a long one); one of letters may go on. */
async function matching(word) {
  if (!GRAM.test(word)) {
    const found = word.length < 3 ? new Map() : await having(word.slice(0, word.length < 5 ? 3 : 5) + "*");
    for (const [n, level] of await having(word)) found.set(n, 2 * level);
    return found;
  }
  let pairs = Array.from({ length: word.length - 1 || 1 }, (_, n) => word.slice(n, n + 2));
  if (pairs.length > MOST) pairs = pairs.filter((_, n) => n % 2 === 0).slice(0, MOST);
  const all = await Promise.all(pairs.map(having));
  return new Map(common(all).map((n) => [n, Math.min(...all.map((one) => one.get(n)))]));
}

const common = ([first, ...others]) => [...(first?.keys() ?? [])].filter((n) => others.every((one) => one.has(n)));

/* Best first: most words in the title, then often and rare ones, then the newest. */
function ranked(found, narrowed) {
  const titles = (n) => found.filter((one) => one.get(n) >= LEVELS[2]).length;
  const score = (n) => found.reduce((sum, one) => sum + one.get(n) / Math.log(2 + one.size), 0);
  return common([...found, ...narrowed]).sort((a, b) => titles(b) - titles(a) || score(b) - score(a) || b - a);
}

/* Load the index of the chosen language; its labels fill the form. */
async function open() {
  const base = form.elements.in?.value || say.base, known = index?.base;
  index = { base, ...(await load(`${base}index.json`, "json", "no-cache")) };
  if (index.letters && !simple.size && GRAM.test(input.value)) {
    const pairs = await load(say.root + index.letters, "text").catch(() => "");
    simple = new Map(pairs.match(/../g)?.map((pair) => [...pair]));
  }
  if (known === base) return;
  labels.forEach((select) => {
    const wanted = select.value || query.get(select.name), choices = index.labels[select.name];
    select.replaceChildren(select[0], ...choices.map(([value, label]) => new Option(label, value, false, value === wanted)));
    select.parentElement.hidden = choices.length < 2;
  });
}

/* The topics that a query names, by any word for them; the longest words say most. */
async function named(query) {
  const asked = squeezed(query), about = ([, , , ...all]) => Math.max(0, ...all.map(squeezed).map((word) => {
    const names = word.length > 1 && asked.includes(word), begins = asked.length > 1 && word.startsWith(asked);
    return names || begins ? word.length : 0;
  }));
  const topics = asked && index.topics ? await load(`${index.base}topics.json?${index.version}`, "json").catch(() => []) : [];
  const found = topics.map((topic) => [about(topic), topic]).filter(([length]) => length);
  return found.sort((a, b) => b[0] - a[0]).slice(0, TOPICS).map(([, topic]) => topic);
}

/* Who offers a topic, what is offered, and then the rest that is about it: each with its why. */
async function about([name, , key], narrowed) {
  const found = await Promise.all([having(`topic:${key}`), having("kind:members"), having("kind:offers")]);
  const places = common([found[0], ...narrowed]).sort((a, b) => b - a), [, members, offers] = found;
  const rank = (n) => (members.has(n) ? 0 : offers.has(n) ? 1 : 2);
  return places.map((n) => ({ n, rank: rank(n), why: (members.has(n) ? say.offers : say.about).replace("%", name) }));
}

async function search() {
  const mine = ++turn;
  try {
    await open();
    const asked = [...new Set(fold(plain(input.value)).match(WORD))], narrowed = labels.filter((one) => one.value);
    const parts = [...asked.map(matching), ...narrowed.map((one) => having(`${one.name}:${one.value}`)), named(input.value)];
    const found = await Promise.all(parts), topics = found.pop(), labelled = found.slice(asked.length);
    const answers = (await Promise.all(topics.map((topic) => about(topic, labelled)))).flat().sort((a, b) => a.rank - b.rank);
    if (mine !== turn) return;
    words = asked;
    const texts = ranked(found.slice(0, asked.length), labelled).map((n) => ({ n, why: "" }));
    const seen = new Set(), all = [...answers.filter((one) => one.rank < 2), ...texts, ...answers];
    hits = all.filter(({ n }) => !seen.has(n) && seen.add(n));
    total = hits.length;
    list.replaceChildren(...topics.map(([name, url]) => topicRow(name, url)));
    history.replaceState(null, "", `?${new URLSearchParams([...new FormData(form)].filter((one) => one[1]))}`);
    await show();
  } catch {
    if (mine === turn) status.textContent = say.failed;
  }
}

function count() {
  const suggested = document.getElementById("suggested");
  if (suggested) suggested.hidden = Boolean(input.value && list.children.length);
  status.textContent = total ? say.some.replace("%", total) : input.value && say.none;
  more.hidden = !hits.length;
}

async function show() {
  const mine = turn;
  const file = (n) => load(`${index.base}d/${Math.floor(n / PIECE).toString(16)}.json?${index.version}`, "json");
  more.disabled = true; /* a second press waits, so that no result comes twice or out of turn */
  const next = hits.splice(0, SHOWN), found = await Promise.all(next.map(async ({ n }) => (await file(n))[n % PIECE]));
  if (mine !== turn) return;
  more.disabled = false;
  list.append(...found.map((one, at) => result(one, next[at].why)));
  count();
}

function element(name, className, ...inside) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...inside);
  return made;
}

function topicRow(name, url) {
  const link = element("a", "", name);
  link.href = say.root + url;
  return element("li", "row topic", element("div", "when", say.topic), element("div", "what", element("h2", "", link)));
}

function result([url, title, kind, date, lang, people], why) {
  const link = element("a", "", ...marked(title)), row = element("li", "row", element("div", "when", element("div", "", kind), element("div", "", date)));
  row.append(element("div", "what", element("h2", "", link), element("p", "role", people)));
  if (why) row.lastChild.append(element("p", "why", why));
  row.lastChild.append(element("p", "excerpt"));
  link.href = say.root + url;
  row.lastChild.lang = lang;
  near.observe(row);
  return row;
}

/* A result's page, fetched when the result is in view, shows where the words are. One without them is dropped. */
async function excerpt(row) {
  near.unobserve(row);
  const mine = turn, html = words.length && (await load(row.querySelector("a").href, "text").catch(() => ""));
  const main = html && new DOMParser().parseFromString(html, "text/html").querySelector("main");
  if (mine !== turn || !main) return;
  main.querySelectorAll(UNSAID).forEach((one) => one.remove());
  main.querySelectorAll("dt, dd, .terms li, td, br").forEach((one) => one.append({ DT: say.colon, BR: " " }[one.tagName] ?? say.dot)); // facts stand apart
  const texts = [main.querySelector(".e-content") ?? main, main].map((one) => one.textContent.replace(/\s+/g, " "));
  const there = fold(plain(`${row.textContent}\n${texts[1]}`));
  if (!row.querySelector(".why") && words.some((word) => !any([word]).test(there))) {
    row.remove();
    total--;
    return count();
  }
  const text = texts.find((one) => any(words).test(plain(one))) ?? texts[0];
  const from = Math.max(0, plain(text).search(any(words)) - 30), to = from + 140;
  row.querySelector(".excerpt").append(from ? "…" : "", ...marked(text.slice(from, to)), text.length > to ? "…" : "");
}

/* Finds any of the words; one of letters only where a word begins. */
function any(wanted) {
  return RegExp(`(${wanted.map((one) => (GRAM.test(one) ? one : `(?<![${LETTERS}])${one}`)).join("|") || "(?!)"})`, "i");
}

function marked(text) {
  let at = 0;
  return plain(text).split(any(words)).map((part, n) => {
    const own = text.slice(at, (at += part.length));
    return n % 2 ? element("mark", "", own) : own;
  });
}

function soon(wait) {
  clearTimeout(timer);
  timer = setTimeout(search, wait);
}

input.addEventListener("input", (event) => event.isComposing || soon(150));
input.addEventListener("compositionend", () => soon(150));
form.addEventListener("change", (event) => event.target === input || soon(0));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  soon(0);
});
more.addEventListener("click", () => show().catch(() => (status.textContent = say.failed)));
addEventListener("keydown", (event) => {
  const stops = [input, ...list.querySelectorAll("h2 a")], here = stops.indexOf(event.target);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], slash = event.key === "/" && !event.target.closest("input, select");
  const next = slash ? input : step && here >= 0 && stops[here + step];
  if (!next || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  event.preventDefault();
  next.focus();
});

const query = new URLSearchParams(location.search);
input.value = query.get("q") ?? "";
form.querySelector(".narrow").hidden = false;
document.getElementById("suggested")?.toggleAttribute("hidden", Boolean(input.value));
soon(0);
