"""`check privacy` finds what is not public in whatever form it got into the output."""

import base64
import gzip
import io
import json
import quopri
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from PIL import Image, PngImagePlugin

import mingpian
from mingpian.check.leaks import leaked_values, needles, tells_place
from mingpian.cli import main

SECRET = "lin.private+tea@example.org"
CHINESE = "微信：青山不改"
PHONE = "+86 000 0000 0001"
FILES = {
    "site.toml": 'title = "A"\nbase_url = "https://a.example/"\nowner = "lin"\n',
    "content/members/lin.md": "---\nname: Lin\ncontact:\n"
    f"  email: {{value: {SECRET}, audience: members}}\n  wechat: {{value: {CHINESE}}}\n"
    f'  phone: {{value: "{PHONE}", audience: host}}\n  site: {{value: shared@example.org, audience: public}}\n'
    "vouches:\n- {for: bo, why: Keeps every promise, audience: members}\n---\n",
    "content/members/bo.md": "---\nname: Bo\ncontact: {site: {value: shared@example.org, audience: members}}\n---\n",
    "content/members/guest.md": "---\nname: Guest\nlinks: [https://github.com/Li-Kai]\ncontact:\n"
    "  wechat: [{value: guest, audience: members}, {value: likai, audience: host}]\n"
    "  phone: {value: '2026', audience: members}\n---\n",
    "content/members/gone.md": "---\nname: Gone\nleft: 2020-01-01\n"
    "contact: {email: {value: gone@example.org, audience: public}}\n---\n",
}


def jpeg(text: str) -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x9C9C] = text.encode("utf-16-le")  # XPComment
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=exif)
    return out.getvalue()


def png(text: str) -> bytes:
    out = io.BytesIO()
    info = PngImagePlugin.PngInfo()
    info.add_itxt("Comment", text, zip=True)
    Image.new("RGB", (8, 8)).save(out, "PNG", pnginfo=info)
    return out.getvalue()


def folded(text: str) -> bytes:
    return "\r\n ".join(f"NOTE:{text}"[at : at + 7] for at in range(0, len(text) + 5, 7)).encode()


FORMS: dict[str, Callable[[str], bytes]] = {
    "plain": lambda text: f"<p>{text}</p>".encode(),
    "entities": lambda text: "".join(f"&#{ord(char)};" for char in text).encode(),
    "hexadecimal entities": lambda text: "".join(f"&#x{ord(char):x};" for char in text).encode(),
    "json": lambda text: json.dumps({"a": text}).encode(),
    "script": lambda text: "".join(f"\\u{{{ord(char):x}}}" for char in text).encode(),
    "percent": lambda text: b"https://a.example/?q=" + "".join(f"%{byte:02X}" for byte in text.encode()).encode(),
    "quoted path": lambda text: quote(text).encode(),
    "vcard": folded,
    "vcard escapes": lambda text: text.replace("+", "\\+").replace("：", "\\：").encode(),
    "quoted-printable": lambda text: quopri.encodestring(text.encode(), quotetabs=True),
    "base64": lambda text: b"data:text/plain;base64," + base64.b64encode(text.encode()),
    "base64 for addresses": lambda text: base64.urlsafe_b64encode(f"??>{text}".encode()),
    "base64 in json in base64": lambda text: base64.b64encode(json.dumps([f"{text}"]).encode()),
    "base64, folded": lambda text: folded(base64.b64encode(text.encode()).decode()),
    "gzip": lambda text: gzip.compress(text.encode()),
    "utf-16": lambda text: text.encode("utf-16"),
    "jpeg": jpeg,
    "png, compressed": png,
    "picture in a page": lambda text: b"<img src=data:image/png;base64," + base64.b64encode(png(text)) + b">",
    "capitals and blanks": lambda text: " ".join(text.upper()).encode(),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("value", [SECRET, CHINESE])
def test_a_value_is_found_in_every_form(form: str, value: str) -> None:
    data = FORMS[form](value)
    assert leaked_values(data, needles([value, "somebody.else@example.org"])) == {value}
    assert leaked_values(FORMS[form]("nothing to see here"), needles([value])) == frozenset()


def test_many_values_are_searched_for_alike() -> None:
    many = [f"person{number}@example.org" for number in range(1_000)]
    assert leaked_values(b"<p>person77@example.org, person500&#64;example.org</p>", needles(many)) == {
        many[77],
        many[500],
    }


def test_a_number_is_found_however_it_is_grouped() -> None:
    assert leaked_values(b"tel:+86-000-00000001", needles([PHONE])) == {PHONE}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    assert main(["build", "--root", str(root), "--quiet"]) == 0
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "copy")
    return tmp_path / "copy"


def test_a_build_is_clean_and_what_is_public_elsewhere_is_no_secret(root: Path) -> None:
    assert "shared@example.org" in (root / "output/people.json").read_text(encoding="utf-8")
    assert main(["check", "privacy", "--root", str(root)]) == 0


PLANTED = [
    ("people.json", SECRET, ("contact", "email")),
    ("index.html", CHINESE, ("contact", "wechat")),
    ("feed.xml", "Keeps every promise", ("vouches",)),
    ("new/file.txt", "gone@example.org", ("contact", "email")),
]


@pytest.mark.parametrize(("path", "value", "field"), PLANTED)
def test_a_planted_leak_is_named_with_its_place(
    path: str, value: str, field: tuple[str, ...], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = root / "output" / path
    target.parent.mkdir(exist_ok=True)
    target.write_bytes((target.read_bytes() if target.exists() else b"") + value.encode())
    assert main(["check", "--privacy", "--root", str(root), "--format", "json"]) == 1
    (found,) = (told for told in json.loads(capsys.readouterr().out) if told["severity"] == "error")
    assert (
        found["code"] == "leak"
        and f"output/{path}" in found["message"]
        and tuple(found["field"])[: len(field)] == field
    )
    assert value not in found["message"]


def test_a_code_that_says_something_else_is_found(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from mingpian.render.formats.qr import draw_code

    (root / "output/members/lin/card-qr.svg").write_bytes(draw_code(f"EMAIL:{SECRET}".encode()))
    assert main(["check", "privacy", "--root", str(root)]) == 1
    assert "card-qr.svg does not say what is public" in capsys.readouterr().err


def test_without_an_output_folder_there_is_nothing_to_search(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text(FILES["site.toml"], encoding="utf-8")
    assert main(["check", "privacy", "--root", str(tmp_path)]) == 2


def located(form: str = "JPEG") -> bytes:
    """A picture that says where it was taken."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 13.0, 49.0), 3: "E", 4: (121.0, 28.0, 25.0)})
    Image.new("RGB", (8, 8)).save(out, form, exif=exif)
    return out.getvalue()


def test_a_picture_that_is_shown_loses_its_place_and_the_check_names_what_keeps_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    heic = b"\0\0\0\x18ftypheic" + b"\0" * 40 + b"Exif\0\0" + located()[12:].partition(b"Exif\0\0")[2]
    files: dict[str, bytes] = {
        "site.toml": b'title = "A"\n',
        "content/pages/a.md": b"# A\n\n![x](/img/shown.jpg) <img src='/img/raw.png'> [y](/img/kept.jpg)\n",
        "content/static/img/shown.jpg": located(), "content/static/img/raw.png": located("PNG"),
        "content/static/img/kept.jpg": located(),
        "content/static/img/phone.heic": heic, "content/static/img/plain.jpg": jpeg("x"),
        "content/static/img/talk.mov": b"\0\0\0\x14ftypqt  \0\0com.apple.quicktime.location.ISO6709+31-121/",
    }  # fmt: skip
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    assert main(["build", "--root", str(tmp_path), "--jobs", "1"]) == 0
    assert (tmp_path / "output/img/kept.jpg").read_bytes() == located()
    capsys.readouterr()
    assert main(["check", "privacy", "--root", str(tmp_path)]) == 0
    said = capsys.readouterr()
    told = sorted(line.partition(":")[0] for line in (said.out + said.err).splitlines() if "where it was taken" in line)
    assert told == [f"content/static/img/{name}" for name in ("kept.jpg", "phone.heic", "talk.mov")]


def test_pictures_are_opened_in_formats_that_are_published_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever else the library, or a plug-in of it, would take the bytes for."""
    asked: list[bytes] = []

    def accepts(head: bytes) -> bool:
        asked.append(head)
        return False

    Image.init()
    monkeypatch.setitem(Image.OPEN, "ANY", (None, accepts))
    monkeypatch.setattr(Image, "ID", ["ANY", *Image.ID])
    for head in (b"RIFF", b"II*\0", b"MM\0*", b"\x89PNG", b"\xff\xd8\xff\xe0", b"GIF8"):
        assert not leaked_values(head + bytes(60), needles(["a secret value"])) and not tells_place(head + bytes(60))
    with pytest.raises(OSError):
        Image.open(io.BytesIO(bytes(60)))
    assert len(asked) == 1  # by the last line, which shows that it would have been
    source = "".join(path.read_text("utf-8") for path in Path(mingpian.__file__).parent.rglob("*.py"))
    opened = [line for line in source.splitlines() if "Image.open(" in line]
    assert opened and all("formats=" in line for line in opened)
