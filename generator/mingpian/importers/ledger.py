"""What imports wrote, by digest: a file that is still as it was written is nobody's work, and may be renewed."""

import json
from pathlib import Path

from mingpian import atomic_write, digest_of_bytes

FILE = ".mingpian/imported.json"


def read(root: Path) -> dict[str, str]:
    """Return the digests of written files by their paths below content/; none when they cannot be read."""
    try:
        found = json.loads((root / FILE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return {str(path): str(digest) for path, digest in found.items()} if isinstance(found, dict) else {}


def write(root: Path, written: dict[str, str]) -> None:
    """Put the digests down. Raises OSError."""
    (root / FILE).parent.mkdir(parents=True, exist_ok=True)
    atomic_write(
        root / FILE, json.dumps(written, ensure_ascii=False, indent=0, sort_keys=True).encode("utf-8", "replace")
    )


def digest_of(data: bytes) -> str:
    """Return what a file is known by."""
    return digest_of_bytes(data).hex()
