"""The map of a network as SVG inside a page: ties as lines, places as links with their names."""

from collections import defaultdict

import msgspec
from markupsafe import Markup

from mingpian.queries.network import Network, Node
from mingpian.render.drawing.map_layout import frame, layout

NAME = 16  # columns of a name below its dot; a Chinese character takes two
DOT = 7.0  # radius (pixels) of a member


class NodeRow(msgspec.Struct, frozen=True):
    """What the map shows of one place, in words: the places that it is tied to, by kind of tie."""

    place: Node
    ties: dict[str, tuple[Node, ...]]


def draw(network: Network, root: str, label: str) -> Markup:
    """Draw a network. Every name is escaped, every address one of the site's own."""
    points = layout(network)
    left, top, width, height = frame(points)
    size = Markup('viewBox="{} {} {} {}" width="{}" height="{}"').format(left, top, width, height, width, height)
    pieces = [Markup('<svg class="network" {} role="group" aria-label="{}">').format(size, label)]
    line = Markup('<line class="tie {}" x1="{}" y1="{}" x2="{}" y2="{}"/>')
    pieces += [line.format(tie.kind, *points[tie.one], *points[tie.other]) for tie in network.ties]
    for one, (x, y) in zip(network.places, points, strict=True):
        radius = round(DOT + 3 * min(one.size, 64) ** 0.5, 1) if one.is_circle else DOT
        pieces.append(
            Markup(
                '<a class="place {}" href="{}{}" lang="{}"><circle cx="{}" cy="{}" r="{}"/>'
                '<text x="{}" y="{}" paint-order="stroke">{}</text><title>{}</title></a>'
            ).format(
                "circle" if one.is_circle else "member",
                root,
                one.url,
                one.lang,
                x,
                y,
                radius,
                x,
                round(y + radius + 17, 1),
                short(one.name),
                one.name,
            )
        )
    return Markup("\n").join([*pieces, Markup("</svg>")])


def short(name: str) -> str:
    """Return a name that fits below a dot."""
    columns = 0
    for at, char in enumerate(name):
        columns += 1 if ord(char) < 0x1100 else 2
        if columns > NAME:
            return name[:at].rstrip() + "…"
    return name


def node_rows(network: Network) -> list[NodeRow]:
    """Return the same facts as a table: members in order of their names' list, then circles."""
    ties: list[defaultdict[str, list[Node]]] = [defaultdict(list) for _ in network.places]
    for tie in network.ties:
        ties[tie.one][tie.kind].append(network.places[tie.other])
        ties[tie.other][tie.kind].append(network.places[tie.one])
    found = [
        NodeRow(one, {kind: tuple(others) for kind, others in sorted(by_kind.items())})
        for one, by_kind in zip(network.places, ties, strict=True)
    ]
    return sorted(found, key=lambda row: (row.place.is_circle != network.by_circle, row.place.id))
