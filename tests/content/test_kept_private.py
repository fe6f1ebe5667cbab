"""What may keep an entry private is never guessed: it is a draft, or an error, and no slip makes anything public."""

from __future__ import annotations

import pytest

from tests.content.test_policy import front, read

CLOSED = [
    "draft: maybe",
    "drfat: true",
    "drafts: yes",
    "listed: perhaps",
    "expires: 明天",
    "expire: 2020-01-01",
    "draft: [true, false]",
    "audience: subscribers",
    "visibility: 朋友圈",
    "cover: {src: a.png, audience: publik}",
    "cover: {src: a.png, audience: [public, host]}",
    "draft: false\ndraft: true",
]


@pytest.mark.parametrize("stated", CLOSED)
def test_what_may_keep_an_entry_private_and_is_not_understood_is_an_error(stated: str) -> None:
    entry, told = read(front("title: a", stated))
    assert entry is None
    assert any(one.startswith("error") for one in told)


HEEDED = ["published: false", "private: true", "hidden: true", "password: '123'", "status: draft",
          "visibility: private", "audience: members", "publish: no",
          "草稿: 是", "Draft: true", "access: [host]"]  # fmt: skip


@pytest.mark.parametrize("stated", HEEDED)
def test_what_other_programs_keep_private_is_a_draft(stated: str) -> None:
    assert read(front("title: a", stated))[0].fields.draft
    assert "draft" in read(front("title: a", stated))[0].given


@pytest.mark.parametrize("stated", ["published: true", "private: false", "status: reading", "visibility: public"])
def test_what_other_programs_publish_is_published(stated: str) -> None:
    assert not read(front("title: a", stated))[0].fields.draft


def test_nothing_of_a_member_is_public_by_a_slip() -> None:
    slip = front(
        "name: 林", "photo: {src: a.jpg, audiance: host}",
        "contact: {phone: {value: '138', who: host}, email: {value: a@b.cc, audience: public}}",
        "vouches: [{for: bo, why: x, until: soon}, {for: cy, visible: host}, {for: dy}]",
        "contcat: {phone: {value: '139', audience: host}}",
    )  # fmt: skip
    for default in ("host", "public"):
        entry, told = read(slip, "members/lin.md", contact=default)
        assert entry.fields.photo.audience == "host"
        seen = {name: [one.audience for one in items] for name, items in entry.fields.contact.items()}
        assert seen == {"phone": ["host"], "email": ["public"]}
        vouches = [(one.member, one.audience) for one in entry.fields.vouches]
        assert vouches == [("members/cy", "host"), ("members/dy", "public")]
        assert "contcat" not in entry.fields.extra
        assert not any(one.startswith("error") for one in told)
    assert read(front("name: 林", "left: 不久前"), "members/lin.md")[0] is None


def test_a_collaboration_waits_for_parties_that_cannot_be_read() -> None:
    assert read(front("title: a", "parties: [lin, {a: b}]"), "collaborations/a.md")[0] is None
    assert read(front("title: a"), "collaborations/a.md")[0] is None
