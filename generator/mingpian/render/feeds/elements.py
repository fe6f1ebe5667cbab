"""Elements of XML (1.0) as text, for what is written line by line: feeds."""


def element(name: str, blanks: int, children: list[str]) -> str:
    """Return an element, `blanks` from the left, of which each child stands in a line of its own."""
    indent = " " * blanks
    inner = "".join([f"{indent}  {child}\n" for child in children])
    return f"{indent}<{name}>\n{inner}{indent}</{name}>\n"


def text_element(name: str, content: str, **attributes: str) -> str:
    """Return an element that holds text."""
    return f"<{name}{_stated(attributes)}>{escaped(content)}</{name}>"


def empty_element(name: str, **attributes: str) -> str:
    """Return an element that has nothing but attributes."""
    return f"<{name}{_stated(attributes)}/>"


def escaped(content: str) -> str:
    """Return the text as the content of an element (2.4): a reader would take a bare CR for a line feed."""
    return content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def _stated(attributes: dict[str, str]) -> str:
    return "".join([f' {name}="{quoted(value)}"' for name, value in attributes.items()])


def quoted(value: str) -> str:
    """Return the text as the value of an attribute, in which bare white space would become blanks (3.3.3)."""
    return escaped(value).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
