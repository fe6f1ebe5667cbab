"""Many hosts asked at the same time, each of them one question after the other, with a pause between."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")

HOSTS = 8
PAUSE = 1.0  # seconds between two questions to one host


def by_host(urls: Iterable[str]) -> dict[str, list[str]]:
    """Return addresses by the host that they are of."""
    hosts: defaultdict[str, list[str]] = defaultdict(list)
    for url in urls:
        hosts[urlsplit(url).netloc.lower()].append(url)
    return dict(sorted(hosts.items()))


def ask_each(hosts: dict[str, list[str]], question: Callable[[str], T]) -> Iterator[tuple[str, T]]:
    """Yield what `question`, called in threads, makes of each address; one host after the other."""

    def of_host(urls: list[str]) -> dict[str, T]:
        answers = {}
        for number, url in enumerate(urls):
            if number:
                time.sleep(PAUSE)
            answers[url] = question(url)
        return answers

    with ThreadPoolExecutor(HOSTS) as pool:
        for answers in pool.map(of_host, hosts.values()):
            yield from answers.items()
