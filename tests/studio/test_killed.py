"""Killed in the middle of saving, whatever it is: each file is as it was or as it was to be, and none is half of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.studio.killed import ACTIONS


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no process can be copied here")
def test_whenever_it_is_killed_nothing_is_lost_or_half(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.studio.killed", str(tmp_path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
    told: dict[str, dict[str, Any]] = json.loads(done.stdout)
    assert told.keys() == ACTIONS.keys()
    for action, found in told.items():
        assert found["wrong"] == [], action
        assert found["killed"] >= 3, f"{action}: it was killed at too few places to tell"
