"""A mail for services that send to lists: listmonk (a campaign in raw HTML) and Buttondown (naked mode).

They fill in what stands in braces, so that nothing in a text may look like it: its braces become references, which
their templates do not read.
"""

import re
from html import escape

from mingpian import Scheme
from mingpian.exporters.labels import copy_labels
from mingpian.exporters.mail import END
from mingpian.exporters.styles import styles

UNSUBSCRIBE = {"listmonk": "{{ UnsubscribeURL }}", "buttondown": "{{ unsubscribe_url }}"}
_OPENS = re.compile(r"\{(?=[{%#])")


def service_files(html: str, text: str, lang: str, scheme: Scheme) -> dict[str, bytes]:
    """Return a mail, as HTML and as plain text, for each service, with where one leaves its list."""
    words, looks = copy_labels(lang), styles(scheme)
    found = {}
    for name, address in UNSUBSCRIBE.items():
        link = f'<a href="{address}" style="{looks["a"]}">{escape(words.unsubscribe)}</a>'
        foot = f'<p style="{looks["small"]};margin:1em 0 0">{link}</p>\n'
        inert = _OPENS.sub("&#123;", html.removesuffix(END))
        found[f"{name}.html"] = (inert + foot + END).encode()
        plain = _OPENS.sub("{ ", text)
        found[f"{name}.txt"] = f"{plain}\n{words.unsubscribe}{words.colon}{address}\n".encode()
    return found
