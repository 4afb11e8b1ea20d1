"""A process that steps back takes its threads along, and never comes forward again."""

import os
import subprocess
import sys

import pytest

TRIED = """
import os, threading
from kiosk.process.priority import step_back
done, before = threading.Event(), os.getpriority(os.PRIO_PROCESS, 0)
threading.Thread(target=done.wait, daemon=True).start()
for niceness in (before + 3, before + 1):
    step_back(niceness)
    print(*{os.getpriority(os.PRIO_PROCESS, int(thread)) - before for thread in os.listdir("/proc/self/task")})
"""


@pytest.mark.skipif(sys.platform != "linux", reason="nice values belong to threads on Linux alone")
def test_every_thread_steps_back_and_none_comes_forward() -> None:
    told = subprocess.run([sys.executable, "-c", TRIED], capture_output=True, text=True, check=True).stdout
    room = 19 - os.getpriority(os.PRIO_PROCESS, 0)
    assert told.split() == [str(min(3, room))] * 2
