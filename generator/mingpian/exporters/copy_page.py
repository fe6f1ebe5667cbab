"""A page that puts each part of a copy on the clipboard: lines as text, an article with its looks.

Its pictures lie beside it, so that one sees them without a network; what is copied has their addresses on the site,
from where the platform takes them.
"""

from collections.abc import Mapping, Sequence
from html import escape

from mingpian.exporters.addresses import decoded_address
from mingpian.exporters.labels import CopyLabels
from mingpian.exporters.tree import each


def copy_page(lang: str, words: CopyLabels, parts: Sequence[tuple[str, str, str]], shown: str, is_article: bool) -> str:
    """Return the page. `parts` are names, labels and texts; `shown` is HTML below them, to be copied whole if it is an
    article."""
    rows = "".join(
        f'<p>{_button(words, name, label)} <span id="{name}">{escape(decoded_address(value))}</span></p>\n'
        for name, label, value in parts
        if value
    )
    if is_article:
        rows += f"<p>{_button(words, 'article', words.text)}</p>\n"
    return _PAGE.format(
        lang=escape(lang), title=escape(parts[0][2] or words.title), rows=rows, shown=shown, copied=words.copied
    )


def _button(words: CopyLabels, name: str, label: str) -> str:
    """Return what a part is called, and the button that copies it, which says to all who cannot see so what it is."""
    said = escape(f"{words.copy} {label}")
    return f'<button data-of="{name}" aria-label="{said}">{words.copy}</button> <b>{escape(label)}</b>'


def with_pictures_beside(html: str, names: Mapping[str, str]) -> str:
    """Return HTML whose pictures lie beside it; where each is on the site stays with it. `names` are files by
    address."""
    from lxml import html as parser

    tree = parser.fragment_fromstring(html, create_parent="div")
    for image in each(tree, "img"):
        src = image.get("src") or ""
        if src in names:
            image.set("data-whole", src)
            image.set("src", names[src])
    return "".join(parser.tostring(child, encoding="unicode") for child in tree)


_PAGE = """<!doctype html>
<html lang="{lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<style>
body{{max-width:677px;margin:2em auto;padding:0 1em;font:15px/1.6 sans-serif;background:#fff;color:#222}}
body{{overflow-wrap:anywhere}}
button{{font:inherit;padding:.3em 1em;cursor:pointer}}
img{{max-width:100%;height:auto}}
span{{white-space:pre-line}}
#article{{margin-top:2em;padding-top:2em;border-top:1px solid #ddd}}
</style></head>
<body>
{rows}<div id="article">
{shown}
</div>
<script>
document.addEventListener("click", async event => {{
  const button = event.target.closest("button[data-of]")
  if (!button) return
  const part = document.getElementById(button.dataset.of)
  const text = part.innerText.trim()
  const forms = {{"text/plain": new Blob([text], {{type: "text/plain"}})}}
  const pictures = part.querySelectorAll("img[data-whole]")
  const beside = [...pictures].map(picture => picture.getAttribute("src"))
  const named = pictures => pictures.forEach(picture => picture.setAttribute("src", picture.dataset.whole))
  const copy = part.cloneNode(true)
  named(copy.querySelectorAll("img[data-whole]"))
  copy.querySelectorAll("img[data-whole]").forEach(picture => picture.removeAttribute("data-whole"))
  if (part.id === "article") forms["text/html"] = new Blob([copy.innerHTML.trim()], {{type: "text/html"}})
  try {{
    await navigator.clipboard.write([new ClipboardItem(forms)])
  }} catch {{
    named(pictures)
    const range = document.createRange()
    range.selectNodeContents(part)
    getSelection().removeAllRanges()
    getSelection().addRange(range)
    document.execCommand("copy")
    getSelection().removeAllRanges()
    pictures.forEach((picture, at) => picture.setAttribute("src", beside[at]))
  }}
  button.textContent = "{copied}"
}})
</script>
</body>
</html>
"""
