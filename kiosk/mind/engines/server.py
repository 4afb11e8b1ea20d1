"""Where a language model on another machine is found."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from kiosk.domain.problem import Problem
from kiosk.mind.errors import MindError


@dataclass(frozen=True, slots=True)
class Server:
    """Where the model is, and how much patience it deserves."""

    url: str
    """Up to and with "/v1", such as "https://models.museum.example/v1"."""

    model: str = ""
    parameters: int = 0
    """How many weights it has; 0: unknown, and then it does not compose by itself."""

    key_variable: str = "KIOSK_MODEL_KEY"
    """Environment variable with the key."""

    timeout_seconds: float = 3.0
    """For connecting, and between two pieces."""

    attempts: int = 2
    failures: int = 3
    """So many in a row, and it is left alone."""

    rest_seconds: float = 60.0

    @property
    def host(self) -> str:
        """Where questions go, as visitors are told."""
        return urlsplit(self.url).hostname or ""

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query:
            hint = 'such as "https://models.museum.example/v1"; the key belongs in the environment'
            raise MindError(Problem("KN0014", "mind.server", f"'{self.url}' is no address of a server", hint))
        if self.timeout_seconds <= 0 or self.attempts < 1 or self.failures < 1 or self.rest_seconds < 0:
            raise MindError(Problem("KN0014", "mind.server", "its patience is not positive", "leave it out"))
