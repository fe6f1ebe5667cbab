"""The time of a build."""

import os
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


def now() -> int:
    """Return the build's clock: SOURCE_DATE_EPOCH where it is set (reproducible-builds.org), else the time."""
    stated = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(stated) if stated.isdecimal() else int(time.time())


def now_in(zone: str) -> "datetime":
    """Return the same in a time zone, by its name in the IANA database."""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    return datetime.fromtimestamp(now(), ZoneInfo(zone))
