"""Reach: which hosts answer from here. One that did not is not asked again in the same run."""

import socket
import threading
import urllib.request
from urllib.parse import urlsplit

from kiosk.domain.problem import Problem
from kiosk.models.catalog import ModelError

PACKAGE_INDEX = "the package index"


class Reach:
    """Remembers silent hosts, so that a machine without a network says so in seconds. One run, one thread."""

    def __init__(self, connect_seconds: float) -> None:
        self._connect_seconds = connect_seconds
        self._silent: dict[str, str] = {}
        self._answering: set[str] = set()

    def require(self, url: str) -> None:
        """Fails at once, or within the connect time-out, where the host of the address does not answer."""
        host, port = _door(url)
        if host in self._answering:
            return
        if host not in self._silent:
            reason = self._knock(host, port)
            if reason is None:
                self._answering.add(host)
                return
            self._silent[host] = reason
        self.refuse(host)

    def require_index(self) -> None:
        if PACKAGE_INDEX in self._silent:
            self.refuse(PACKAGE_INDEX)

    def give_up(self, host: str, reason: str) -> None:
        self._silent[host] = reason

    def refuse(self, host: str) -> None:
        hint = "connect this machine for the time of the pull, or bring the model on a USB stick"
        raise ModelError(Problem("KM0020", host, f"cannot be reached from here ({self._silent[host]})", hint))

    def _knock(self, host: str, port: int) -> str | None:
        """Name look-ups have no time-out of their own, hence the thread."""
        outcome: list[str] = []

        def knock() -> None:
            try:
                socket.create_connection((host, port), timeout=self._connect_seconds).close()
                outcome.append("")
            except OSError as error:
                outcome.append(error.strerror or str(error))

        thread = threading.Thread(target=knock, daemon=True)
        thread.start()
        thread.join(self._connect_seconds + 0.5)
        if not outcome:
            return f"no answer within {self._connect_seconds:g} s"
        return outcome[0] or None


def _door(url: str) -> tuple[str, int]:
    """The host and port that a request for this address opens: its own, or the proxy's."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ModelError(Problem("KM0021", url, "is not an http or https address"))
    proxy = urllib.request.getproxies().get(parts.scheme)
    if proxy and not urllib.request.proxy_bypass(parts.hostname):
        proxied = urlsplit(proxy if "//" in proxy else f"//{proxy}")
        if proxied.hostname:
            return proxied.hostname, proxied.port or 8080
    return parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)
