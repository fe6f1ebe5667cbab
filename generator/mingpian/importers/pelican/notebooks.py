"""Jupyter notebooks (nbformat 4) as Markdown: text cells unchanged, code fenced, with its output."""

import base64
import binascii
from typing import Any

from mingpian.i18n import _
from mingpian.importers import blocks, texts
from mingpian.importers.html_text import markdown_of

_PICTURES = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif"}


def read(source: str) -> tuple[str, dict[str, bytes], dict[str, Any]]:
    """Return a notebook's Markdown, its pictures by name, and its metadata. Raises UnfitFileError."""
    try:
        book = texts.json_value(source)
        cells = book["cells"]
        meta = dict(book.get("metadata") or {})
    except (ValueError, LookupError, TypeError, RecursionError):
        raise texts.UnfitFileError(_("it is no notebook")) from None
    language = str(
        (meta.get("language_info") or {}).get("name") or (meta.get("kernelspec") or {}).get("language") or "python"
    )
    parts: list[str] = []
    files: dict[str, bytes] = {}
    for cell in (one for one in cells if isinstance(one, dict)):
        text = _text(cell.get("source"))
        form = cell.get("cell_type")
        if form == "code":
            parts.append(blocks.fenced(text, language) if text.strip() else "")
            parts += [_output(one, files) for one in cell.get("outputs") or [] if isinstance(one, dict)]
        else:
            parts.append(blocks.foreign(_attached(text, cell, files)) if form == "markdown" else blocks.fenced(text))
    return "\n\n".join(part.strip("\n") for part in parts if part.strip()) + "\n", files, meta


def _text(value: Any) -> str:
    return "".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _attached(text: str, cell: dict[str, Any], files: dict[str, bytes]) -> str:
    for name, data in (cell.get("attachments") or {}).items():
        if isinstance(data, dict) and (made := _picture(data, files)):
            text = text.replace(f"attachment:{name}", made)
    return text


def _output(output: dict[str, Any], files: dict[str, bytes]) -> str:
    if output.get("output_type") == "stream":
        return blocks.fenced(_text(output.get("text")), "text")
    if output.get("output_type") == "error":
        return blocks.fenced(f"{output.get('ename')}: {output.get('evalue')}", "text")
    data = output.get("data") if isinstance(output.get("data"), dict) else {}
    assert isinstance(data, dict)
    if name := _picture(data, files):
        return f"![]({name})"
    if "text/markdown" in data:
        return _text(data["text/markdown"])
    if "text/html" in data and "<table" in _text(data["text/html"]):
        return markdown_of(_text(data["text/html"]))
    if "text/latex" in data:
        return _text(data["text/latex"])
    return blocks.fenced(_text(data.get("text/plain")), "text") if data.get("text/plain") else ""


def _picture(data: dict[str, Any], files: dict[str, bytes]) -> str:
    """Take a picture out of what a cell put out; return its name, empty for none."""
    for form, ending in _PICTURES.items():
        if form in data:
            try:
                picture = base64.b64decode(_text(data[form]), validate=False)
            except (binascii.Error, ValueError):
                continue
            name = f"output-{len(files) + 1}{ending}"
            files[name] = picture
            return name
    return ""
