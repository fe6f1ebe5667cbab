"""Small files on request: for hosts, for people, for those who find a hole."""

from mingpian.render.formats.signals import FORMAT, SECURITY
from tests.render.small import SITE, Small

PHONE = "contact: {phone: {value: '138 0000', audience: host}}"
FILES = {
    "members/lin.md": f"---\nname: 林语\nrole: 编辑\ncity: 杭州\n{PHONE}\n---\n",
    "members/bo.md": '---\nname: "Bo /* SITE */\\nSoftware: x"\n---\n',
}
ALL = 'email = "me@lin.example"\nsignals = {cname = true, humans = true, security = {expires = 2027-01-01}}\n'


def test_nothing_is_made_unasked() -> None:
    assert Small(FILES).planned(FORMAT) == {}
    assert SECURITY not in Small(FILES, SITE + "signals = {security = {expires = 2027-01-01}}\n").planned(FORMAT)
    own = FILES | {"static/CNAME": "other.example\n"}
    assert "CNAME" not in Small(own, SITE + ALL).planned(FORMAT)
    local = 'title = "A"\nbase_url = "http://localhost:8000/"\nsignals = {cname = true}\n'
    assert Small(FILES, local).planned(FORMAT) == {}


def test_what_is_asked_for() -> None:
    small = Small(FILES, SITE + ALL)
    assert small.render(FORMAT, "CNAME") == b"lin.example\n"
    assert small.render(FORMAT, SECURITY).decode() == (
        "Contact: mailto:me@lin.example\nExpires: 2027-01-01T00:00:00+08:00\nPreferred-Languages: zh-Hans, en\n"
        f"Canonical: https://lin.example/{SECURITY}\n"
    )
    humans = small.render(FORMAT, "humans.txt").decode()
    assert "Name: 林语\nRole: 编辑\nLocation: 杭州\nSite: https://lin.example/members/lin/\n" in humans
    assert "138" not in humans and humans.count("\nSoftware: ") == 1
