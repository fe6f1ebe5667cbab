"""The corpus through the form: what hostile members hand in is text at most, wherever it is shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from mingpian.cli import main
from mingpian.content.kinds import kinds
from mingpian.host.intake.form import FormField, form_of
from mingpian.host.intake.page import Renewal, card_page, one_file
from tests.attacks.payloads import HTML, MARKDOWN, TEXT, URLS
from tests.attacks.test_output import fault_of

# The worst case: an owner who trusts the folder that members' cards are put into.
SITE = (
    'title = "圈"\nbase_url = "https://a.example/"\nowner = "host"\ntrusted = ["members/"]\nwithout = ["share", "qr"]\n'
)
PAYLOADS = [payload.replace("{n}", str(at)) for at, payload in enumerate((*HTML, *MARKDOWN, *TEXT, *URLS))]


def filled(field: FormField, payload: str) -> object:
    """The field with the payload in every place that takes words."""
    inner = {part.name: filled(part, payload) for part in field.fields if part.type != "picture"}
    inner = {name: value for name, value in inner.items() if name != "until"}
    match field.type:
        case "records":
            return [inner, payload]
        case "record":
            return inner
        case "ways":
            return {"email": inner, payload[:50]: {"value": payload, "audience": "public"}}
        case "names":
            return [payload]
    return "public" if field.name == "audience" else payload


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("forms")
    (root / "content/members").mkdir(parents=True)
    (root / "content/members/host.md").write_text("---\nname: 主人\n---\n", encoding="utf-8")
    (root / "site.toml").write_text(SITE, encoding="utf-8")
    (root / "in").mkdir()
    form = form_of(kinds()["members"], "en")
    for at, payload in enumerate(PAYLOADS):
        fields = {field.name: filled(field, payload) for field in form if field.name not in ("left", "joined")}
        fields["name"] = f"m{at} {payload}"[:900]
        card = {"mingpian": "card", "kind": "members", "fields": fields, "body": payload}
        (root / f"in/{at}.json").write_text(json.dumps(card), encoding="utf-8")
    assert main(["intake", "--root", str(root), "--quiet", str(root / "in")]) == 0
    names = [path.stem for path in (root / ".mingpian/desk/intake").iterdir()]
    assert len(names) == len(PAYLOADS) > 150
    assert main(["intake", "--root", str(root), *(word for name in names for word in ("--accept", name))]) == 0
    assert main(["build", "--root", str(root), "--quiet"]) == 0
    return root


def test_no_script_of_theirs_is_in_any_page(built: Path) -> None:
    wrong = []
    pages = sorted((built / "output").rglob("*.html"))
    assert len(pages) > len(PAYLOADS)
    for path in pages:
        page = LexborHTMLParser(path.read_text(encoding="utf-8"))
        wrong += [f"{path.parent.name}: {fault}" for node in page.css("*") if (fault := fault_of(node))]
    assert wrong == []


def test_nothing_lies_outside_of_the_members_folder(built: Path) -> None:
    made = {path.relative_to(built / "content").parts[0] for path in (built / "content").rglob("*")}
    assert made == {"members"}
    assert {path.suffix for path in (built / "content").rglob("*") if path.is_file()} == {".md"}


def test_the_form_of_a_hostile_member_is_a_form_and_nothing_else() -> None:
    for payload in PAYLOADS:
        known = {"topics": [payload], "members": [payload]}
        said = Renewal(payload, {"name": payload, "now": payload})
        page = card_page(kinds()["members"], "en", payload, known, one_file(), said)
        read = LexborHTMLParser(page)
        scripts = [(node.attributes.get("type"), node.attributes.get("src")) for node in read.css("script")]
        assert scripts == [("application/json", None), (None, None)]
        assert json.loads(read.css("script")[0].text())["start"]["name"] == payload
        assert [node.tag for node in read.css("img, iframe, object, embed, base, svg, a, link")] == []
        assert not [name for node in read.css("*") for name in node.attributes if name.startswith("on")]
