"""The drafts of a WeChat Official Account, by the platform's own interface: a token, pictures, a draft.

Nothing of what it is asked with is ever in a message: the secret travels in a body, and the addresses, which carry the
token, are not told of. Source: the platform's documentation of the interfaces named below.
"""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_OID, uuid5

import msgspec

from mingpian.core.errors import MingpianError
from mingpian.fetch.http import ForbiddenAddressError, UnreachableError, request
from mingpian.i18n import AnyText, _

API = "https://api.weixin.qq.com/cgi-bin"
_SMALL = 1024 * 1024  # bytes of a picture that `uploadimg` takes, as JPEG or PNG
_TYPES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif"}
_EXPIRED = frozenset({40001, 40014, 42001})


class WechatError(MingpianError):
    """The platform refused; the text says what it wants."""


class WechatAccount(msgspec.Struct, frozen=True):
    """An Official Account: its AppID, and the secret that belongs to it."""

    appid: str
    secret: str

    def __repr__(self) -> str:
        return f"WechatAccount({self.appid!r})"


class WechatArticle(msgspec.Struct, frozen=True):
    """What a draft has."""

    title: str
    author: str
    digest: str
    content: str
    original: str
    cover: str  # media id of the picture


class WechatDrafts:
    """Asks the platform on behalf of one account."""

    def __init__(self, account: WechatAccount, agent: str) -> None:
        self._account = account
        self._headers = {"User-Agent": agent}
        self._token = ""

    @property
    def appid(self) -> str:
        """The AppID of the account."""
        return self._account.appid

    def picture_url(self, name: str, data: bytes) -> str:
        """Put up a picture of a text; return its address. Raises WechatError."""
        ending = name.rpartition(".")[2].lower()
        if ending in ("jpg", "jpeg", "png") and len(data) < _SMALL:
            return str(self._send_picture("media/uploadimg", name, data)["url"])
        return str(self._send_picture("material/add_material", name, data, "&type=image")["url"])

    def cover_id(self, name: str, data: bytes) -> str:
        """Put up a cover; return its media id. Raises WechatError."""
        return str(self._send_picture("material/add_material", name, data, "&type=image")["media_id"])

    def add(self, article: WechatArticle) -> str:
        """Make a draft; return its media id. Raises WechatError."""
        stated = {
            "title": article.title,
            "author": article.author,
            "digest": article.digest,
            "content": article.content,
            "content_source_url": article.original,
            "thumb_media_id": article.cover,
        }
        body = json.dumps({"articles": [stated]}, ensure_ascii=False).encode()
        return str(self._ask("draft/add", "application/json; charset=utf-8", body)["media_id"])

    def _send_picture(self, path: str, name: str, data: bytes, more: str = "") -> dict[str, Any]:
        kind = _TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
        boundary = uuid5(NAMESPACE_OID, name).hex
        while boundary.encode() in data:
            boundary = uuid5(NAMESPACE_OID, boundary).hex
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="media"; filename="{quote(name)}"\r\n'
        body = f"{head}Content-Type: {kind}\r\n\r\n".encode() + data + f"\r\n--{boundary}--\r\n".encode()
        return self._ask(path, f"multipart/form-data; boundary={boundary}", body, more)

    def _ask(self, path: str, kind: str, body: bytes, more: str = "") -> dict[str, Any]:
        for attempt in range(2):
            if not self._token:
                self._token = self._new_token(renewed=attempt > 0)
            answer = self._post(f"{path}?access_token={quote(self._token)}{more}", kind, body)
            if answer.get("errcode") not in _EXPIRED:
                break
            self._token = ""
        return _granted(answer)

    def _new_token(self, renewed: bool) -> str:
        """Return a token; the stable one, so that no other program of the account loses its own."""
        asked = {"grant_type": "client_credential", "appid": self._account.appid, "secret": self._account.secret}
        body = json.dumps({**asked, "force_refresh": renewed}).encode()
        return str(_granted(self._post("stable_token", "application/json", body))["access_token"])

    def _post(self, path: str, kind: str, body: bytes) -> dict[str, Any]:
        try:
            answer = request(f"{API}/{path}", "POST", {**self._headers, "Content-Type": kind}, body)
        except (ForbiddenAddressError, UnreachableError) as failed:
            raise WechatError(_("WeChat did not answer: {reason}", reason=failed)) from None
        try:
            told = json.loads(answer.body)
        except ValueError:
            told = None
        if answer.status != 200 or not isinstance(told, dict):
            raise WechatError(_("WeChat answered {status}, and nothing that can be read", status=answer.status))
        return told


def _granted(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the platform gave. Raises WechatError when it says that it does not."""
    code = answer.get("errcode") or 0
    if not isinstance(code, int) or code == 0:
        return _Given(answer)
    said = " ".join(str(answer.get("errmsg", "")).split())[:200]
    if code == 40164:
        said = next((word for word in said.split() if word.count(".") == 3), "")
        reason = _("the address of this computer ({address}) is not on the account's list (IP 白名单)", address=said)
        raise WechatError(_("{reason}; add it at developers.weixin.qq.com, and try again", reason=reason))
    known = _REASONS.get(code)
    if known is None:
        raise WechatError(_("WeChat refused: {message} ({code})", message=said, code=code))
    raise WechatError(_("WeChat refused: {reason} ({code})", reason=known, code=code))


class _Given(dict[str, Any]):
    def __missing__(self, name: str) -> Any:
        raise WechatError(_("WeChat answered without `{name}`", name=name))


_NO_RIGHT = _("the account may not use this interface: drafts want a verified account")
_REASONS: dict[int, AnyText] = {
    -1: _("it is busy; try again in a minute"),
    40001: _("the secret does not belong to this AppID, or was reset"),
    40125: _("the secret does not belong to this AppID, or was reset"),
    40013: _("there is no account with this AppID"),
    40002: _("it gives no token to this kind of account"),
    40004: _("the picture is of a kind that it does not take"),
    40005: _("the picture is of a kind that it does not take"),
    40007: _("the cover is no longer there; delete `.mingpian/wechat.json` and try again"),
    40009: _("a picture is too large"),
    40113: _("the picture is of a kind that it does not take"),
    40137: _("the picture is of a kind that it does not take"),
    45002: _("the text is too long"),
    45003: _("the title is too long: it takes 32 characters"),
    45004: _("the digest is too long: it takes 120 characters"),
    45009: _("as much as is allowed in a day was asked; try again tomorrow"),
    45110: _("the name of the author is too long: it takes 16 characters"),
    48001: _NO_RIGHT,
    50002: _("the account is limited"),
    53404: _("the account may not use links to offers"),
    89503: _("an administrator of the account has to confirm this computer: look into WeChat, then try again"),
    89501: _("an administrator of the account has to confirm this computer: look into WeChat, then try again"),
    89506: _("an administrator refused this computer twice today; try again tomorrow"),
    89507: _("an administrator refused this computer; try again in an hour"),
}
