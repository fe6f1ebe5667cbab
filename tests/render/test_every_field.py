"""What a writer states can be seen: every field of every kind stands on some page, or has another work to do."""

import io
import re
from collections.abc import Iterator
from html import unescape

import pytest
from PIL import Image

from mingpian.content.data_formats import frontmatter
from mingpian.content.kinds import BUILTIN as KINDS
from mingpian.render.formats import page
from mingpian.schema.shapes import record_of
from tests.render.small import Small

NOT_SHOWN = {  # field -> what it is for
    "slug": "the address",
    "aliases": "redirects",
    "draft": "whether there is a page",
    "expires": "whether there is a page",
    "left": "whether there is a page",
    "listed": "who leads to the page",
    "lang": "the page's language",
    "markdown": "how the text is read",
    "math": "how the text is read",
    "sample": "what may not be published yet",
    "extra": "templates of the site's own",
    "sort_as": "order",
    "order": "order",
    "part": "order",
    "template": "how the page is drawn",
    "toc": "how the page is drawn",
    "accepts": "whose word is shown",
    "pictures": "whose the pictures are",
}
COMMON = (
    "date: 2025-03-03\nupdated: 2025-04-04\nsummary: Qsummary\ntags: [Qtag]\ngenre: [Qgenre]\nai: assisted\n"
    "rights: {holder: Qholder, license: Qterms and more, contact: 'https://qask.example/', offer: 'https://qbuy.example/',"
    " reprinters: [Qmay], origin: {kind: translation, title: Qoriginal, author: Qwriter, url: 'https://qfrom.example/',"
    " permission: Qgranted}}\n"
)
AUDIO = "audio: {src: q-talk.mp3, transcript: q-talk.vtt, chapters: [{at: 1:02, title: Qchapter, url: 'https://qof.example/'}]}\n"
COVER = "cover: {src: q-cover.png, alt: Qalt, caption: Qcaption, credit: Qcredit}\n"

FIELDS = {
    "members": "name: Qname\nname_latin: Qlatin\nheadline: Qheadline\nphoto: {src: q-photo.png, alt: Qface}\n"
    "city: Qcity\norg: Qorg\nrole: Qrole\nlanguages: [ja]\noffers: [{topic: Qcan, text: Qcantext}]\n"
    "asks: [{topic: Qask, text: Qasktext, since: 2026-01-02, until: 2031-03-04}]\n"
    "links:\n- mailto:qpost@t.example\n- {url: 'https://qurl.example/', label: Qlabel}\n"
    "- {platform: Qplatform, handle: Qhandle, qr: q-account.png}\n"
    "contact: {wechat: {value: Qwechat, audience: public, qr: q-contact.png}}\ncircles: [all]\ninvited_by: bo\n"
    "vouches: [{for: bo, why: Qwhy, since: 2025-01-01}]\naccepts: [bo]\n"
    "values: [Qvalue]\nfigures: [{value: Qhowmany, what: Qcounted, as_of: 2026-10}]\nnow: Qnow\njoined: 2024-07-08\n",
    "works": "title: Qtitle\nauthors: [lin]\nperiod: Qperiod\nclient: Qclient\nproblem: Qproblem\nrole: Qrole\n"
    "results: [Qsentence, {what: Qwhat, before: Qbefore, after: Qafter, unit: Qunit}]\nwith: [bo]\n"
    "testimonial: {by: Qguest, text: Qsaid, role: Qguestrole}\ntopics: [Qtopic]\n"
    "links: [mailto:qpost@t.example, {url: 'https://qurl.example/'}, {platform: Qplatform, handle: Qhandle}]\n",
    "offers": "title: Qtitle\nby: [lin, bo]\nfor_whom: Qforwhom\nsolves: Qsolves\nformat: Qformat\navailability: open\n"
    "price: {amount: 123, currency: CNY, per: Qper}\nseats: 7\nproof: [works]\ntopics: [Qtopic]\n"
    "action: {label: Qlabel, url: 'https://qurl.example/', qr: q-action.png}\n",
    "events": "title: Qtitle\nstart: 2027-05-05 19:00\nend: 2027-05-05 21:30\ntimezone: Asia/Tokyo\nvenue: Qvenue\n"
    "city: Qcity\nonline: https://qonline.example/\nhosts: [lin]\nspeakers: [bo]\nattended: [bo]\ncircles: [all]\n"
    "status: tentative\nsignup: https://qsignup.example/\nrepeats: FREQ=MONTHLY;BYDAY=1SA\nrecap: essays\n",
    "circles": "title: Qtitle\nparent: all\nstewards: [bo]\nbelief: Qbelief\ncharter: Qcharter\nadmission: Qadmission\n"
    "topics: [Qtopic]\n",
    "collaborations": "title: Qtitle\nparties: [lin, bo]\nnature: joint venture\nintroduced_by: lin\n"
    "outcome: Qoutcome\nanswers: {member: bo, topic: Qsettled}\nconfirmed_by: [lin, bo]\nperiod: Qperiod\n",
    "notes": "authors: [lin]\n"
    "syndicated: [{url: 'https://qurl.example/', label: Qlabel}, {platform: Qplatform, handle: Qh}]\n",
    "pages": "title: Qtitle\nmenu: Qmenu\n",
    "essays": "title: Qtitle\nauthors: [lin, bo]\nseries: Qseries\ncircles: [all]\ncanonical: https://qfirst.example/\n"
    "syndicated: [{url: 'https://qurl.example/', label: Qlabel}, {platform: Qplatform, handle: Qh, qr: q-copy.png}]\n"
    "disclosure: Qdisclosure\n"
    "sources: [{title: Qsource, url: 'https://qurl2.example/', author: Qauthor, year: Qyear}]\n",
}
SITE = (
    'title = "T"\ndescription = "Qdescription"\nbase_url = "https://t.example/"\nowner = "lin"\nlanguages = ["en"]\n'
    'email = "qmail@t.example"\ntaxonomies = { genre = "Qgenres" }\nlinks = [{ url = "https://qsite.example/" }]\n'
    '[brand]\nvoice = "Qvoice"\nvalues = ["Qbrandvalue"]\nlogo = "q-logo.png"\n'
    '[footer]\ntext = "Qfoot"\nicp = "Qicp"\ngongan = "Qgongan"\n'
)


def files(kind: str, stated: str) -> dict[str, str | bytes]:
    slug = "lin" if kind == "members" else kind
    others: dict[str, str | bytes] = {
        "members/lin.md": "---\nname: Lin\n---\n",
        "members/bo.md": "---\nname: Bo\naccepts: [lin]\n---\n",
        "circles/all.md": "---\ntitle: All\n---\n",
        "essays/essays.md": "---\ntitle: Essay\n---\n",
        "works/works.md": "---\ntitle: Work\n---\n",
        "q-logo.png": png(),
    }
    pictures: dict[str, str | bytes] = {f"{kind}/{name}": png() for name in re.findall(r"q-[a-z]+\.png", stated)}
    heard: dict[str, str | bytes] = {f"{kind}/{name}": b"" for name in re.findall(r"q-[a-z]+\.(?:mp3|vtt)", stated)}
    return others | pictures | heard | {f"{kind}/{slug}.md": f"---\n{stated}---\nQbody\n"}


def png() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "PNG")
    return file.getvalue()


def seen(small: Small) -> str:
    """What all pages say to people, and to those who look for them: descriptions too, but no structured data."""
    pages = (small.render(page.FORMAT, path).decode() for path in small.planned(page.FORMAT))
    return unescape(re.sub(r"<script.*?</script>|<link[^>]*>", "", "".join(pages), flags=re.DOTALL)).lower()


def marks(text: str) -> Iterator[str]:
    yield from (mark.lower() for mark in re.findall(r"\bQ[a-z]+|\bq-?[a-z0-9]+(?=\.|@)", text))


@pytest.mark.parametrize("kind", KINDS)
def test_what_an_entry_states_is_on_a_page(kind: str) -> None:
    stated = COMMON + COVER + AUDIO + FIELDS[kind]
    shown = seen(Small(files(kind, stated), SITE))
    assert [mark for mark in marks(stated) if mark not in shown] == []


def test_what_the_settings_state_is_on_a_page() -> None:
    shown = seen(Small(files("works", COMMON + FIELDS["works"]), SITE))
    assert [mark for mark in marks(SITE) if mark not in shown] == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_field_is_forgotten_here(kind: str) -> None:
    stated = frontmatter.split_front_matter(f"---\n{COMMON}{COVER}{AUDIO}{FIELDS[kind]}---\n").located.data
    assert set(record_of(KINDS[kind].fields).fields) - set(stated) - set(NOT_SHOWN) == set()


def test_what_is_no_text_is_on_a_page_too() -> None:
    shown = seen(Small(files("events", COMMON + FIELDS["events"]), SITE))
    assert all(word in shown for word in ("not yet certain", "19:00–21:30", "japan time", "first saturday"))
    shown = seen(Small(files("collaborations", COMMON + FIELDS["collaborations"]), SITE))
    assert all(word in shown for word in ("joint venture", "in answer to"))
