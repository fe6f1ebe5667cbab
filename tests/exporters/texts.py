"""A site whose texts are copied for other platforms, and how."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from mingpian.cli import main

BODY = r"""
看[这里](https://a.cn/x)和[那里](https://a.cn/x)，脚注[^1]，<https://b.cn>，[内](#标题)，[林](../members/lin.md)，$x_1^2$，{漢字|かん|じ}。

$$
\frac{a}{b}
$$

- 一
  - 二
    - 三
      - 四
- [x] 做完

```python
def f(a):
	return  a  # 注
```

## 标题

> [!NOTE]
> 提醒

| a | b |
|--:|---|
| 1 | 2 |

![海](sea.jpg)

<script>alert(1)</script><p onclick="x()" id="p" class="q">原</p>

:::member lin :::

[^1]: 脚注文字，见[网](https://c.cn)。
"""


def sea(size: tuple[int, int] = (1200, 900), form: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (20, 80, 140)).save(out, form)
    return out.getvalue()


def make_texts(root: Path) -> Path:
    """Write a site with a text of everything, an old one and a draft."""
    files = {
        "site.toml": 'title = "A"\nowner = "lin"\nbase_url = "https://me.example/"\nemail = "me@me.example"\n',
        "content/members/lin.md": "---\nname: 林语\n---\n",
        "content/essays/x.md": f"---\ntitle: 测试 <b>\ndate: 2026-10-01\ncover: {{src: sea.jpg, alt: 海}}\n---\n{BODY}",
        "content/essays/old.md": "---\ntitle: 旧\ndate: 2020-01-01\n---\n旧。\n",
        "content/essays/secret.md": "---\ntitle: 密\ndraft: true\n---\n密。\n",
    }
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    (root / "content/essays/sea.jpg").write_bytes(sea())
    return root


def exported(root: Path, *arguments: str) -> Path:
    assert main(["export", *arguments, "--root", str(root), "--jobs", "1"]) == 0
    return root / "exports" / arguments[0]


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
