"""How much processor time something took: a busy machine does not lengthen it, as it does the time on the clock."""

import resource
import time


def spent_seconds() -> float:
    """Processor time of this process and of those it has started and seen end."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
