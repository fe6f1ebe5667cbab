"""What others' parsers read of rights is what is declared, in every carrier."""

from pathlib import Path

import mingpian
from benchmarks import rights


def test_all_carriers_say_what_is_declared(tmp_path: Path) -> None:
    entries = rights.write_site(tmp_path, 40)
    mingpian.build(tmp_path, jobs=1)
    assert rights.disagreements(tmp_path, entries) == []
    path, one = next((path, one) for path, one in entries.items() if rights.expected(one)["license"])
    changed = {**entries, path: {**one, "rights": {**one["rights"], "license": "https://own.example/terms"}}}
    assert (
        len(rights.disagreements(tmp_path, changed)) > 5 or one["rights"].get("license") == "https://own.example/terms"
    )
