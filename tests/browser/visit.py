"""A page that is open in a browser, and what a careful reader would see go wrong there."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, Error, Page, Request

WATCH_VIOLATIONS = """
    document.addEventListener('securitypolicyviolation',
        event => console.error('CSP', event.violatedDirective, event.blockedURI, event.sourceFile))
"""


@dataclass
class Visit:
    """An open page of a site, and the errors and foreign requests that happened on it."""

    page: Page
    origin: str
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to a path of the site and wait until it is at rest."""
        self.page.goto(self.origin + path.lstrip("/"), wait_until="load")
        return self.page

    def keep_to_the_site(self, request: Request) -> None:
        """Note requests to others, whom the browser does not find. (A route would do without its cache.)"""
        if not request.url.startswith((self.origin, "data:", "blob:")):
            self.complaints.append(f"asked another host: {request.url}")

    def watch(self) -> None:
        """Note from now on every error, every breach of the policy, every request to another host."""
        self.page.add_init_script(WATCH_VIOLATIONS)
        self.page.on("request", self.keep_to_the_site)
        self.page.on("console", self.hear)
        self.page.on("pageerror", self.fail)

    def hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def fail(self, error: Error) -> None:
        self.complaints.append(str(error))
