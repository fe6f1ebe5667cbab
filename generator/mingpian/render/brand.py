"""What a brand has of its own: fonts, and the mark that is drawn where there is no logo."""

import re

from mingpian.config.face import Brand
from mingpian.render.look.palettes import Scheme


def seal(title: str, scheme: Scheme) -> str:
    """Draw the site's first character as a seal: an SVG of 64 × 64."""
    from html import escape

    text = f"""<text x="32" y="33" text-anchor="middle" dominant-baseline="central" font-size="40"
 font-weight="700" font-family="Songti SC, Noto Serif CJK SC, Georgia, serif" fill="{scheme.on_fill}">"""
    box = f'<rect width="64" height="64" rx="7" fill="{scheme.fill}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">{box}{text}{escape(title[:1])}</text></svg>'


def stated_families(brand: Brand) -> dict[str, str]:
    """Return the font families that a brand states, as CSS, by role; only roles that have one."""
    families = {role: font_families(role, text) for role, text in _fonts(brand).items()}
    return {role: stated for role, stated in families.items() if stated}


def _fonts(brand: Brand) -> dict[str, str]:
    return {"heading": brand.heading_font, "body": brand.body_font, "code": brand.code_font}


def font_files(brand: Brand) -> dict[str, list[str]]:
    """Return the font files that are stated for each role, as paths from the site's root."""
    return {role: [part for part in _parts(text) if _is_file(part)] for role, text in _fonts(brand).items()}


def family(role: str) -> str:
    """Return the name of the font family that the files of a role make up."""
    return f"Brand {role}"


def fallback(role: str) -> str:
    """Return the name of the family that stands in for that of titles while it loads, a font of the system in its
    measure; empty for other roles, whose letters every system has in several weights."""
    return f"{family(role)} fallback" if role == "heading" else ""


def font_families(role: str, text: str) -> str:
    """Return a list of font families as CSS, each quoted; what cannot be in a family's name is left out."""
    stated = ([family(role), fallback(role)] if _is_file(part) else [part] for part in _parts(text))
    names = (re.sub(r"[^\w .-]", "", name).strip() for parts in stated for name in parts)
    return ", ".join(name if name in _GENERIC else f'"{name}"' for name in dict.fromkeys(names) if name)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",")]


def _is_file(part: str) -> bool:
    return part.lower().endswith((".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2"))


_GENERIC = frozenset({"serif", "sans-serif", "monospace", "system-ui", "ui-serif", "ui-sans-serif", "ui-monospace"})
