"""Changes: what a pack would change on a kiosk, in words for whoever decides about it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from kiosk.domain.content.pack import Pack


def changes(old: Pack | None, new: Pack, day: date) -> tuple[str, ...]:
    """Sentences on what is new, gone or another one."""
    if old is None:
        lines, texts = len(_lines(new)), len(_texts(new))
        return (f"New on this kiosk: {lines} lines and {texts} texts in {', '.join(new.languages)}", *_rights(new, day))
    return (*_differences(old, new), *_rights(new, day))


def _differences(old: Pack, new: Pack) -> Iterator[str]:
    if old.digest == new.digest:
        yield f"It is the same as on this kiosk: version {old.version}"
        return
    yield f"Version {new.version} instead of {old.version}"
    for what, held in (("lines", _lines), ("near answers", _near), ("texts", _texts)):
        if told := _compared(held(old), held(new)):
            yield f"{what.capitalize()}: {told}"
    if old.languages != new.languages:
        yield f"Languages: {', '.join(new.languages)} instead of {', '.join(old.languages)}"
    if _looks(old) != _looks(new):
        yield "The portrait is another one"
    if old.voice != new.voice:
        yield "The voice is another one"
    if [one.id for one in old.variants] != [one.id for one in new.variants]:
        yield f"Stages of the life: {', '.join(one.id for one in new.variants) or 'none'}"
    if old.rights.consents != new.rights.consents:
        yield "The consents are other ones"
    if old.policy != new.policy:
        yield "What the kiosk may do with it is another thing (policy)"


def _rights(pack: Pack, day: date) -> Iterator[str]:
    allowed = pack.permission(day)
    yield f"Consents cover {', '.join(sorted(scope.value.replace('_', ' ') for scope in allowed.scopes))}"
    if allowed.changes_after:
        yield f"The first of them ends on {allowed.changes_after.isoformat()}"


def _compared(before: Mapping[object, object], after: Mapping[object, object]) -> str:
    added, gone = len(after.keys() - before.keys()), len(before.keys() - after.keys())
    other = sum(before[key] != after[key] for key in before.keys() & after.keys())
    parts = ((added, "new"), (gone, "gone"), (other, "changed"))
    return ", ".join(f"{count} {word}" for count, word in parts if count)


def _lines(pack: Pack) -> dict[object, object]:
    return {
        (language, line.id): (line.asks, line.texts, line.origin, line.source, line.media, line.locked, line.sensitive)
        for language, lines in pack.lines.items()
        for line in lines
    }


def _near(pack: Pack) -> dict[object, object]:
    return {(language, one.topics): (one.says, one.offers) for language, near in pack.near.items() for one in near}


def _texts(pack: Pack) -> dict[object, object]:
    found: dict[object, list[str]] = {}
    for passages in pack.passages.values():
        for passage in passages:
            found.setdefault(passage.text.file, []).append(passage.words)
    return dict(found)


def _looks(pack: Pack) -> Sequence[object]:
    return (pack.portrait, pack.photo, tuple(sorted(pack.loops.items())), pack.theme)
