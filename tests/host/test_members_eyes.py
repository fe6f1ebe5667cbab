"""What members may see has a place: a digest and a sheet for them, outside of output/, without what is the host's."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from mingpian.cli import main
from tests.attacks.payloads import HTML
from tests.build.workshop import png

FILES = {
    "site.toml": 'title = "圆桌"\nbase_url = "https://a.example/"\nowner = "lin"\nlanguages = ["zh-Hans", "en"]\n',
    "content/members/lin.md": "---\nname: 林语\njoined: 2026-10-30\nphoto: {src: me.png, audience: members}\ncontact:\n"
    "  wechat: {value: lin-for-members, audience: members}\n  phone: {value: +86 571 0000 1111, audience: host}\n"
    "  email: {value: lin@x.example, audience: public}\noffers: [design]\n---\n",
    "content/members/bo.md": "---\nname: Bo\nheadline: "
    + json.dumps(HTML[0])
    + "\nphoto: {src: me.png, audience: host}\n---\n",
    "content/members/gone.md": "---\nname: Gone\nleft: 2020-01-01\ncontact:\n"
    "  wechat: {value: gone-wechat, audience: members}\n---\n",
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793491200")
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    (tmp_path / "content/members/me.png").write_bytes(png(3, 640, 800))
    return tmp_path


def run(root: Path, *words: str) -> int:
    return main([*words, "--root", str(root)])


def test_the_sheet_has_what_members_may_know_and_nothing_more(root: Path) -> None:
    assert run(root, "sheet") == 0
    (path,) = (root / ".mingpian/desk").iterdir()
    assert path.stat().st_mode & 0o77 == 0
    text = path.read_text(encoding="utf-8")
    page = LexborHTMLParser(text)
    assert "lin-for-members" in text and "lin@x.example" in text
    assert "0000 1111" not in text and "gone-wechat" not in text
    assert len(page.css("img")) == 1, "Bo's portrait is for the host alone"
    assert [node.tag for node in page.css("script")] == ["script"] and page.css("script")[0].text().startswith(
        '"use strict"'
    )
    assert "default-src 'none'" in text and re.findall(r"(?:src|href)=\"(?!data:image/jpeg)", text) == []


def test_it_is_never_published(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for place in ("output/x.html", "output/../output/members/x.html", "content/static/x.html"):
        assert run(root, "sheet", "--into", str(root / place)) == 2
        assert not (root / place).exists()
    (root / "output").mkdir()
    (root / "link").symlink_to(root / "output")
    assert run(root, "sheet", "--into", str(root / "link/x.html")) == 2
    assert "would be published" in capsys.readouterr().err
    assert run(root, "sheet", "--into", str(root.parent / "sheet.html")) == 0
    assert run(root, "build", "--quiet") == 0 and run(root, "check", "privacy") == 0


def test_what_is_the_hosts_is_noticed_wherever_somebody_wrote_it(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bo = root / "content/members/bo.md"
    bo.write_text("---\nname: Bo\njoined: 2026-10-30\nheadline: 林语的电话是 +8657100001111\n---\n", encoding="utf-8")
    assert run(root, "sheet") == 1
    assert run(root, "digest", "--for", "members", "--since", "2026-10-01") == 1
    assert capsys.readouterr().err.count("for the host alone: +86 571 0000 1111") == 2
    assert list((root / ".mingpian").rglob("*.html")) == []


def test_the_digest_for_members_says_how_to_reach_who_joined(root: Path) -> None:
    assert run(root, "digest", "--since", "2026-10-01") == 0
    assert run(root, "digest", "--since", "2026-10-01", "--for", "members") == 0
    desk = root / ".mingpian/desk"
    public = (desk / "digest-2026-10-01-zh-Hans-1.txt").read_text(encoding="utf-8")
    members = (desk / "digest-members-2026-10-01-zh-Hans-1.txt").read_text(encoding="utf-8")
    assert "lin-for-members" not in public and "lin-for-members" in members
    assert "0000 1111" not in members
