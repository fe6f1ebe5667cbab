"""Drawings as programs write them are published; nothing in them acts, loads, or says who made them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from mingpian.content.media.svg import cleaned

SVG = 'xmlns="http://www.w3.org/2000/svg"'
LINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
EVIL = "https://evil.example"

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "script of another case": "<SCRIPT>alert(1)</SCRIPT>",
    "script from elsewhere": f'<script href="{EVIL}/a.js"/>',
    "script with a prefix": '<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>',
    "script of HTML": '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
    "script in a group": "<g><g><script>alert(1)</script></g></g>",
    "a handler": '<rect onclick="alert(1)"/>',
    "a handler of an animation": '<animate onbegin="alert(1)" attributeName="x" dur="1s"/>',
    "a handler in capitals": '<rect ONLOAD="alert(1)"/>',
    "HTML": '<foreignObject><i xmlns="http://www.w3.org/1999/xhtml" onclick="alert(1)"/></foreignObject>',
    "a link that acts": '<a href="javascript:alert(1)"><text>x</text></a>',
    "a link that acts, in disguise": '<a href="java&#10;script:alert(1)"><text>x</text></a>',
    "a link out": f'<a xlink:href="{EVIL}/"><text>x</text></a>',
    "data that is a page": '<a href="data:text/html,&lt;script&gt;alert(1)&lt;/script&gt;"><text>x</text></a>',
    "a drawing from elsewhere": f'<use xlink:href="{EVIL}/a.svg#b"/>',
    "a drawing in data": '<use href="data:image/svg+xml,&lt;svg/&gt;#x"/>',
    "a picture from elsewhere": f'<image href="{EVIL}/a.png" width="9"/>',
    "a picture with no scheme": '<image href="//evil.example/a.png"/>',
    "a picture of the site": '<image href="/private.png"/>',
    "a drawing as picture": '<image href="data:image/svg+xml;base64,AAAA"/>',
    "a filter from elsewhere": f'<filter id="f"><feImage href="{EVIL}/a.png"/></filter>',
    "an animation of an address": '<a><set attributeName="href" to="javascript:alert(1)"/></a>',
    "an animation of a prefixed address": '<a><animate attributeName="xlink:href" values="javascript:alert(1)"/></a>',
    "an animation of a handler": '<rect><set attributeName="onclick" to="alert(1)"/></rect>',
    "an animation that loads": f'<rect><set attributeName="fill" to="url({EVIL}/a)"/></rect>',
    "style from elsewhere": f'<style>@import "{EVIL}/a.css";</style>',
    "style from elsewhere, in capitals": f"<style>@IMPORT url({EVIL}/a.css);</style>",
    "style that loads": f"<style>a{{fill:url({EVIL}/a.png)}}</style>",
    "style that loads a font": f"<style>@font-face{{font-family:a;src:url('{EVIL}/a.woff2')}}</style>",
    "style with escapes": f"<style>a{{b:u\\72l({EVIL})}}</style>",
    "style in two pieces": f"<style>a<!---->{{b:url({EVIL})}}</style>",
    "style behind a comment": f"<style>a{{b:ur/**/l({EVIL});c:url/**/({EVIL})}}</style>",
    "style with an open end": f"<style>a{{b:url({EVIL}</style>",
    "style with images": f'<style>a{{b:image-set("{EVIL}/a.png" 1x)}}</style>',
    "an attribute that loads": f'<rect fill="url({EVIL}/a.svg#b)"/>',
    "an attribute that loads, in quotes": f"<rect style=\"fill:url( '{EVIL}/a')\"/>",
    "a mask from elsewhere": f'<rect mask="url({EVIL}/m.svg#m)"/>',
    "a cursor from elsewhere": f'<rect cursor="url({EVIL}/c.png), auto"/>',
    "a base": f'<g xml:base="{EVIL}/"><use href="#a"/></g>',
    "a frame": f'<iframe src="{EVIL}"/>',
    "embedded": f'<embed src="{EVIL}"/><object data="{EVIL}"/><video src="{EVIL}" poster="{EVIL}/p"/>',
    "a handler element": '<handler type="application/ecmascript">alert(1)</handler><listener event="click"/>',
    "a picture by another name": f'<tref xlink:href="{EVIL}/a#b"/><cursor xlink:href="{EVIL}/c"/>',
}


def drawing(inside: str, before: str = "", attributes: str = "") -> bytes:
    return f'{before}<svg {SVG} {LINK} {attributes}><rect width="5" height="5"/>{inside}</svg>'.encode()


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_acts_or_loads_and_the_rest_is_drawn(name: str) -> None:
    clean = cleaned(drawing(HOSTILE[name]))
    assert b'<rect width="5" height="5"/>' in clean.data
    assert_harmless(clean.data)
    assert cleaned(clean.data).data == clean.data


@pytest.mark.parametrize(
    "data",
    [
        drawing("", '<?xml-stylesheet href="https://evil.example/a.css"?>'),
        drawing("", attributes='onload="alert(1)"'),
        drawing("", attributes='xml:base="https://evil.example/"'),
        drawing("&a;", '<!DOCTYPE svg [<!ENTITY a "<script>alert(1)</script>">]>'),
        drawing("&a;", '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        drawing("", '<!DOCTYPE svg SYSTEM "https://evil.example/a.dtd">'),
        drawing('<rect class="&b;"/>', '<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]>'),
    ],
)
def test_what_stands_around_a_drawing_goes_too(data: bytes) -> None:
    clean = cleaned(data).data
    assert_harmless(clean)
    assert b"DOCTYPE" not in clean and b"<?" not in clean and b"root:" not in clean


def test_entities_that_grow_without_end_are_refused() -> None:
    steps = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    with pytest.raises(ValueError, match="SVG"):
        cleaned(drawing('<rect id="&a12;"/>', f'<!DOCTYPE svg [<!ENTITY a0 "ha">{steps}]>'))


def assert_harmless(data: bytes) -> None:
    """Look with other eyes than the cleaner's: no name, address or style of what is kept may act or load."""
    text = data.decode().lower()
    assert "evil.example" not in text and "alert" not in text and "javascript" not in text
    for node in etree.fromstring(data).iter():
        assert isinstance(node.tag, str)
        assert etree.QName(node).namespace == "http://www.w3.org/2000/svg"
        assert etree.QName(node).localname.lower() not in ("script", "foreignobject", "iframe", "handler")
        for name, value in node.attrib.items():
            assert not etree.QName(name).localname.lower().startswith("on")
            if etree.QName(name).localname == "href":
                assert value.startswith(("#", "data:image/png"))


PROGRAMS = {
    "Inkscape": (
        f'<?xml version="1.0"?><!-- Created with Inkscape --><svg {SVG} {LINK}'
        ' xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'
        ' xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" sodipodi:docname="/home/linyi/秘密.svg"'
        ' inkscape:export-filename="C:\\Users\\linyi\\a.png" viewBox="0 0 9 9"><sodipodi:namedview inkscape:zoom="1"/>'
        "<metadata><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>linyi</rdf:RDF></metadata>"
        '<g inkscape:label="层"><path style="fill:#f00;-inkscape-font-specification:sans" d="M0 0h9"/></g></svg>',
        "M0 0h9",
        (),
    ),
    "Illustrator": (
        '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"'
        ' "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [<!ENTITY ns_ai "http://ns.adobe.com/AI/10.0/">]>'
        f'<svg {SVG} xmlns:i="&ns_ai;" i:viewOrigin="1 2"><i:pgf id="a">AAAA</i:pgf><switch><foreignObject'
        ' requiredExtensions="&ns_ai;"><i:ref/></foreignObject><g><style><![CDATA[.s{fill:#f00}]]></style>'
        '<path class="s" d="M1 1h9"/></g></switch></svg>',
        "M1 1h9",
        (),
    ),
    "Figma": (
        f'<svg {SVG} {LINK} width="9"><g clip-path="url(#c)"><rect fill="url(#p)" width="7"/></g><defs><pattern id="p">'
        '<use xlink:href="#i"/></pattern><clipPath id="c"/><image id="i" xlink:href="data:image/png;base64,AA=="/>'
        "</defs></svg>",
        "data:image/png;base64,AA==",
        (),
    ),
    "draw.io": (
        f'<svg {SVG} content="&lt;mxfile host=&quot;linyi&quot;/&gt;" style="color: rgb(2, 2, 2)"><g><switch>'
        '<foreignObject style="overflow: visible"><div xmlns="http://www.w3.org/1999/xhtml">字</div></foreignObject>'
        "<text>字</text></switch></g></svg>",
        "字",
        (),
    ),
    "draw.io without a fallback": (
        f'<svg {SVG}><foreignObject><p xmlns="urn:x">x</p></foreignObject><path d="M2 2"/></svg>',
        "M2 2",
        ("text in HTML (`foreignObject`)",),
    ),
    "Excalidraw": (
        f"<svg {SVG}><!-- svg-source:excalidraw --><metadata>linyi</metadata><defs><style>@font-face {{ font-family: "
        '"Virgil"; src: url("https://excalidraw.com/Virgil.woff2"); }</style></defs><text>手</text></svg>',
        "手",
        ("what it loads from elsewhere",),
    ),
    "Excalidraw with its font": (
        f"<svg {SVG}><style>@font-face{{src:url(data:font/woff2;base64,d09GMg==)}}</style><text>手</text></svg>",
        "data:font/woff2",
        (),
    ),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_what_programs_write_is_drawn_and_does_not_say_who_drew(name: str) -> None:
    written, shown, lost = PROGRAMS[name]
    clean = cleaned(written.encode())
    text = clean.data.decode()
    assert shown in text and clean.dropped == lost
    assert not any(word in text for word in ("linyi", "秘密", "Users", "sodipodi", "pgf", "mxfile", "DOCTYPE"))
    assert cleaned(clean.data).data == clean.data


NAMES = ["g", "a", "use", "image", "script", "style", "set", "foreignObject", "rect", "x:y"]
VALUES = [
    "#a",
    "javascript:alert(1)",
    f"url({EVIL})",
    "url(#a)",
    f"{EVIL}/x",
    "data:image/png;base64,AA",
    "1",
    "\\75rl(x)",
]
KEYS = ["href", "xlink:href", "onload", "fill", "style", "attributeName", "to", "xml:base", "src", "id"]


@given(
    st.recursive(
        st.tuples(st.sampled_from(NAMES), st.dictionaries(st.sampled_from(KEYS), st.sampled_from(VALUES)), st.just([])),
        lambda inner: st.tuples(
            st.sampled_from(NAMES),
            st.dictionaries(st.sampled_from(KEYS), st.sampled_from(VALUES)),
            st.lists(inner, max_size=3),
        ),
        max_leaves=12,
    )
)
def test_whatever_stands_in_a_drawing_what_is_left_is_harmless(tree: object) -> None:
    clean = cleaned(drawing(written(tree), attributes='xmlns:x="urn:x"'))
    assert_harmless(clean.data)
    assert cleaned(clean.data).data == clean.data


def written(tree: object) -> str:
    assert isinstance(tree, tuple)
    name, attributes, inner = tree
    addresses = ("href", "xlink:href", "src", "xml:base")  # elsewhere an address by itself means nothing
    kept = [(key, value) for key, value in attributes.items() if key in addresses or value != f"{EVIL}/x"]
    stated = "".join(f' {key}="{value}"' for key, value in kept)
    return f"<{name}{stated}>{''.join(map(written, inner))}</{name}>"
