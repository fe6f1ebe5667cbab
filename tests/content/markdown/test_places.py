"""What is wrong with a body is told at the piece that it is about, not at one that reads alike."""

import pytest

from mingpian.content.markdown.document import Options
from mingpian.content.markdown.places import place


@pytest.mark.parametrize(
    ("body", "before"),
    [
        ("![](x.png)", "![]("),
        ("![a](x.png) ![](x.png)", "![a](x.png) ![]("),
        ('[![a](x.png)](b)\n\n<picture><img src="x.png"></picture>', '[![a](x.png)](b)\n\n<picture><img src="'),
        ("<img alt='a' src=x.png> <img alt='' src=x.png>", "<img alt='a' src=x.png> <img alt='' src="),
        ("[x.png](x.png)\n\n![[x.png]]", "[x.png](x.png)\n\n![["),
        ("`![](x.png)` ![a][b]\n\n[b]: x.png", "`![](x.png)` ![a][b]\n\n[b]: "),
    ],
)
def test_a_picture_without_a_text_is_told_of_where_it_stands(body: str, before: str) -> None:
    at = place(body, "](x.png", Options())
    assert at is not None and (body[: at[0]], body[slice(*at)]) == (before, "x.png")
