"""The inbox: everything that happens, in order, bounded."""

import logging
import threading
from collections import deque

from kiosk.domain.events import GazeMoved, LevelMeasured, PartialTranscript, RoomMeasured, WorkerLost, WorkerReady
from kiosk.process.link import Note, Post

log = logging.getLogger(__name__)

MOST_POSTS = 2000
"""Half a minute of the busiest visit, while the main thread reads nothing."""

PASSING = (LevelMeasured, GazeMoved, RoomMeasured, PartialTranscript)
"""The next one tells all that the one before told."""

KEPT = (WorkerLost, WorkerReady)
"""Without them the kiosk would believe for ever what was true once."""


class Inbox:
    """Filled by any thread, emptied by the director.

    Drop rule: when it is full the oldest measurement gives way, else the oldest note, else the oldest post that is no
    news of a worker. A worker that is told of once is told of.
    """

    def __init__(self, most: int = MOST_POSTS) -> None:
        self._most = most
        self._posts: deque[Post] = deque()
        self._lock = threading.Lock()
        self.dropped = 0

    def put(self, post: Post) -> None:
        """Never waits, never fails."""
        with self._lock:
            self._posts.append(post)
            if len(self._posts) > self._most:
                self._drop()

    def take(self) -> list[Post]:
        """All that lies there now, oldest first."""
        with self._lock:
            posts, self._posts = list(self._posts), deque()
        return posts

    def _drop(self) -> None:
        wanted = (
            next((at for at, post in enumerate(self._posts) if isinstance(post, PASSING)), None),
            next((at for at, post in enumerate(self._posts) if isinstance(post, Note)), None),
            # Nothing but news of workers is left: then the oldest of these.
            next((at for at, post in enumerate(self._posts) if not isinstance(post, KEPT)), 0),
        )
        place = next(at for at in wanted if at is not None)
        if self.dropped == 0:
            log.warning("the inbox is full: %s is dropped", type(self._posts[place]).__name__)
        self.dropped += 1
        del self._posts[place]
