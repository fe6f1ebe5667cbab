"""What tests of people from elsewhere share: their drafts, a table and a résumé."""

# ruff: noqa: E501 (files are quoted as they are)

from __future__ import annotations

from pathlib import Path
from typing import Any

from mingpian.importers.draft import Draft, Into, Skipped

WPS = "某某活动报名表\t\t\n姓名\t联系电话\t备注\n李雷\t13800000000\t别外传\n"
RESUME: dict[str, Any] = {
    "basics": {"name": "周九", "label": "设计师", "image": "me.png", "email": "a@a.example", "phone": "1", "url": "https://a.example", "summary": "做书。",
               "location": {"city": "苏州", "address": "一号路", "countryCode": "CN"}, "profiles": [{"network": "GitHub", "username": "zhoujiu"}]},
    "work": [{"name": "某社", "position": "编辑", "startDate": "2020-01", "summary": "工作说明", "highlights": ["一件事"]}],
    "volunteer": [{"organization": "图书馆", "position": "志愿者"}], "education": [{"institution": "某大学", "area": "平面", "score": "90", "courses": ["字体课"]}],
    "awards": [{"title": "最美的书", "awarder": "评委会"}], "certificates": [{"name": "证书甲", "issuer": "发证处"}],
    "publications": [{"name": "一本书", "publisher": "出版社甲"}], "skills": [{"name": "排版", "keywords": ["InDesign", "方正"]}],
    "languages": [{"language": "中文", "fluency": "母语"}], "interests": [{"name": "登山", "keywords": ["雪山"]}],
    "references": [{"name": "吴十", "reference": "很好。"}], "projects": [{"name": "一个项目", "description": "项目说明", "x-own": "自己的"}],
    "meta": {"version": "v1.0.0", "n": 7},
}  # fmt: skip


def host(*values: str) -> Any:
    found = [{"value": value, "audience": "host"} for value in values]
    return found[0] if len(found) == 1 else found


def drafts(tmp_path: Path, name: str, data: str | bytes, module: Any, **into: Any) -> list[Draft | Skipped]:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return [one.take() if hasattr(one, "take") else one for one in module.read(path, Into(**into))]


def strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [one for part in value.values() for one in strings(part)]
    if isinstance(value, list):
        return [one for part in value for one in strings(part)]
    return [value] if isinstance(value, str) else []
