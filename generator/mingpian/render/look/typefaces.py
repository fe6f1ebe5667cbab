"""Pairings of typefaces: which face each role has, and the families that stand for a face on readers' systems.

No file is loaded for them. Each list names what Windows, macOS, iOS, Android and Linux bring along, the best first.
Chinese families follow the Latin ones, so that digits and Latin words within Chinese come from a face made for them;
what both scripts share (curly quotes, dashes) is put right by the theme's "Han marks".
"""

from typing import NamedTuple

from mingpian.config.face import TypeName

_SANS = '-apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans"'
_SERIF = '"Iowan Old Style", Charter, "Source Serif 4", "Palatino Linotype", Palatino, P052, "Noto Serif", Georgia'
_ROUND = (
    'ui-rounded, "SF Pro Rounded", "Hiragino Maru Gothic ProN", Quicksand, Nunito, "Varela Round", Comfortaa,'
    ' "Arial Rounded MT Bold", Calibri'
)
_TYPED = '"American Typewriter", "Courier Prime", "Nimbus Mono PS", "Courier New"'
_MONO = 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono"'

_LATIN = {"sans": _SANS, "serif": _SERIF, "round": _ROUND, "typed": _TYPED, "mono": _MONO, "kai": _SERIF}
_HANS = {
    "sans": '"PingFang SC", "HarmonyOS Sans SC", MiSans, "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei"',
    "serif": '"Source Han Serif SC", "Noto Serif CJK SC", "Noto Serif SC", "Songti SC", STSong, STZhongsong',
    "round": '"Yuanti SC", "Resource Han Rounded CN", YouYuan',
    "typed": 'STFangsong, "FZFangSong-Z02", FangSong, "AR PL UMing CN", "Noto Serif CJK SC", "Songti SC"',
    "kai": '"Kaiti SC", STKaiti, "LXGW WenKai", KaiTi, "AR PL UKai CN", "Noto Serif CJK SC", "Songti SC"',
}
_HANT = {
    "sans": '"PingFang TC", "Noto Sans CJK TC", "Noto Sans TC", "Microsoft JhengHei"',
    "serif": '"Source Han Serif TC", "Noto Serif CJK TC", "Noto Serif TC", "Songti TC"',
    "round": '"Yuanti TC", "Resource Han Rounded TW", "GenSenRounded TW"',
    "typed": 'cwTeXFangSong, STFangsong, "AR PL UMing TW", "Noto Serif CJK TC", "Songti TC"',
    "kai": '"Kaiti TC", BiauKaiTC, "LXGW WenKai TC", DFKai-SB, "AR PL UKai TW", "Noto Serif CJK TC", "Songti TC"',
}
_LAST = {"serif": "serif", "kai": "serif", "mono": "monospace", "typed": "monospace"}  # others: sans-serif
_OF_SONG = frozenset({"serif", "kai", "typed"})  # faces whose marks are those of a Chinese serif


class Pairing(NamedTuple):
    """The face of each role; `latin_text` where running text that is not Chinese has another one."""

    title: str
    text: str
    quote: str
    plain: str  # of menus, labels, lists, buttons
    latin_text: str = ""


PAIRINGS: dict[TypeName, Pairing] = {
    "book": Pairing(title="serif", text="sans", quote="kai", plain="sans", latin_text="serif"),
    "serif": Pairing(title="serif", text="serif", quote="kai", plain="sans"),
    "sans": Pairing(title="sans", text="sans", quote="sans", plain="sans"),
    "rounded": Pairing(title="round", text="sans", quote="round", plain="round"),
    "typewriter": Pairing(title="typed", text="typed", quote="typed", plain="mono"),
    "kai": Pairing(title="kai", text="sans", quote="kai", plain="sans", latin_text="serif"),
}


def type_css(name: TypeName) -> str:
    """Return the rules that set a pairing's families: a property for each role, in each script.

    Every element that states its language begins anew: else English in a Chinese page would inherit Chinese quotes.
    """
    pairing = PAIRINGS[name]
    roles = {"title": pairing.title, "text": pairing.text, "quote": pairing.quote, "sans": pairing.plain}
    latin = roles | ({"text": pairing.latin_text} if pairing.latin_text else {}) | {"mono": "mono"}
    rules = {":root,[lang]": (latin, ""), ":lang(zh-Hans)": (roles, "Hans"), ":lang(zh-Hant)": (roles, "Hant")}
    return "".join(f"{selector}{{{_declared(faces, script)}}}\n" for selector, (faces, script) in rules.items())


def _declared(roles: dict[str, str], script: str) -> str:
    """Return the declarations of the roles in a script; a face that two roles have is listed once."""
    first: dict[str, str] = {}
    declared = []
    for role, face in roles.items():
        value = f"var(--{first[face]})" if face in first else families(face, script)
        first.setdefault(face, role)
        declared.append(f"--{role}:{value};")
    return "".join(declared)


def families(face: str, script: str = "") -> str:
    """Return the families of a face for a script (`Hans`, `Hant`, or empty: Latin) as CSS."""
    chinese = {"Hans": _HANS, "Hant": _HANT}.get(script, {})
    marks = ('"Han serif marks"' if face in _OF_SONG else '"Han marks"') if script == "Hans" else ""
    own = chinese.get(face, "")
    sans = chinese.get("sans", "") if face != "sans" else ""  # where the system has none of its own
    last = _LAST.get(face, "system-ui, sans-serif")
    return ", ".join(part for part in (marks, _LATIN[face], own, sans, last) if part)
