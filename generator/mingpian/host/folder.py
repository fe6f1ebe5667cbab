"""The host's own folder, `.mingpian/desk/`: what lies there is never published."""

from pathlib import Path

from mingpian import atomic_write
from mingpian.host.message import Message, chat_text, mail, markdown

FOLDER = ".mingpian/desk"


def write_file(root: Path, name: str, text: str) -> str:
    """Write a file of the desk, readable by its owner alone; return its path from the site's root."""
    path = root / FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    atomic_write(path, text.encode())
    path.chmod(0o600)
    return f"{FOLDER}/{name}"


def write_message(root: Path, name: str, message: Message) -> tuple[str, ...]:
    """Write a letter as text, Markdown and HTML for mail."""
    forms = {"txt": chat_text, "md": markdown, "html": mail}
    return tuple(write_file(root, f"{name}.{ending}", form(message)) for ending, form in forms.items())
