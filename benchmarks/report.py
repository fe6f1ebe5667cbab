"""Results as a Markdown table, beside the figures that were set for them."""

from collections.abc import Callable, Sequence
from statistics import median

from msgspec import Struct

from benchmarks.machine import Noise, told
from benchmarks.measure import Usage
from benchmarks.scenarios import STEPS, Result

MINGPIAN, DEFAULTS, KEPT, HUGO, RICH = "mingpian", "mingpian-defaults", "mingpian-kept", "hugo", "hugo-rich"


class Report(Struct, frozen=True):
    """A session, as it is written to JSON."""

    machine: str
    essays: int
    members: int
    versions: dict[str, str]
    noise: Noise
    results: list[Result]
    absent: list[str] = []
    """Why tools that were asked for do not take part."""


class Goal(Struct, frozen=True):
    """That the median of a tool of ours is at most `ratio` of a peer's."""

    step: str
    what: str
    ratio: float
    tool: str = MINGPIAN
    peer: str = HUGO


GOALS = (
    Goal("cold", "cpu", 1.0),
    Goal("cold", "wall", 1.0),
    Goal("cold", "cpu", 0.7, peer=RICH),
    Goal("cold", "cpu", 2.5, DEFAULTS),
    Goal("cold", "cpu", 1.6, KEPT),
    Goal("cold", "memory", 0.30),
    Goal("nothing changed", "cpu", 0.01),
    Goal("body edited", "cpu", 0.03),
    Goal("title edited", "cpu", 0.05),
)

MEASURES: dict[str, Callable[[Usage], float]] = {
    "wall": lambda usage: usage.wall,
    "cpu": lambda usage: usage.cpu,
    "memory": lambda usage: usage.memory / 1e6,
    "files": lambda usage: usage.files,
    "written": lambda usage: usage.written,
}


class Column(Struct, frozen=True):
    """One column of a table: a measure of a step."""

    title: str
    step: str
    what: str
    form: str = ".2f"
    compared: bool = True


TIMES = tuple(Column(step, step, "wall") for step, _ in STEPS)
COSTS = (
    *(Column(f"CPU, {step}", step, "cpu") for step, _ in STEPS),
    Column("MB, cold", "cold", "memory", ",.0f"),
    Column("MB, body edited", "body edited", "memory", ",.0f"),
    Column("files", "cold", "files", ",.0f", compared=False),
    Column("body edited", "body edited", "written", ",.0f", compared=False),
    Column("title edited", "title edited", "written", ",.0f", compared=False),
)


def typical(results: Sequence[Result], tool: str, step: str, what: str) -> float | None:
    """The median of a measure: seconds, megabytes or files. None where nothing was measured."""
    values = [MEASURES[what](one.usage) for one in results if (one.tool, one.step) == (tool, step)]
    return median(values) if values else None


def markdown(report: Report) -> str:
    """All tables of a report."""
    return "\n".join(
        (
            f"{report.essays:,} essays, {report.members:,} members. {report.machine}.",
            told(report.noise),
            *(f"Left out: {why}." for why in report.absent),
            "",
            "Seconds of CPU, megabytes at the peak, and files: all of the site, and those written after an edit:",
            "",
            *_table(report, COSTS),
            "",
            "Seconds from start to exit:",
            "",
            *_table(report, TIMES),
            "",
            *_goals(report.results),
        )
    )


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _table(report: Report, columns: Sequence[Column]) -> list[str]:
    head = ["", "rounds", *(column.title for column in columns)]
    rows = []
    for tool, version in report.versions.items():
        rounds = {one.round for one in report.results if one.tool == tool}
        cells = [_cell(report.results, tool, column) for column in columns]
        rows.append([f"{tool} {version}", str(len(rounds)), *cells])
    return [_row(head), _row(["---"] + ["---:"] * (len(head) - 1)), *map(_row, rows)]


def _cell(results: Sequence[Result], tool: str, column: Column) -> str:
    """A median, and in brackets its ratio to Hugo's."""
    value = typical(results, tool, column.step, column.what)
    base = typical(results, HUGO, column.step, column.what)
    if value is None:
        return "–"
    ratio = f" ({value / base:.3g} ×)" if base and tool != HUGO and column.compared else ""
    return format(value, column.form) + ratio


def _goals(results: Sequence[Result]) -> list[str]:
    lines = [_row(["goal", "at most", "measured", ""]), _row(["---", "---:", "---:", "---"])]
    for goal in GOALS:
        ours = typical(results, goal.tool, goal.step, goal.what)
        base = typical(results, goal.peer, goal.step, goal.what)
        if ours is not None and base:
            verdict = "met" if ours / base <= goal.ratio else "not met"
            name = f"{goal.tool} beside {goal.peer}, {goal.step}, {goal.what}"
            lines.append(_row([name, f"{goal.ratio}", f"{ours / base:.4f}", verdict]))
    return lines if len(lines) > 2 else []
