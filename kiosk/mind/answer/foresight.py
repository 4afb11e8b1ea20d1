"""Foresight: what was found for the words so far, so that it need not be found again when they are all."""

from dataclasses import dataclass, replace

from kiosk.domain.answer import Answer
from kiosk.mind.answer.conversation import Conversation
from kiosk.mind.answer.repertoire import Reading
from kiosk.mind.understand.words import spoken_form


@dataclass(frozen=True, slots=True)
class _Reply:
    """What would be answered, and what the conversation is before and after it."""

    answer: Answer
    before: Conversation
    after: Conversation


@dataclass(frozen=True, slots=True)
class Foresight:
    """Of the newest words alone; other marks and capitals make no other words."""

    language: str = ""
    words: str = ""
    read: Reading | None = None
    reply: _Reply | None = None

    def of(self, text: str, language: str, reading: Reading) -> "Foresight":
        """These words are the newest."""
        is_known = self.read is not None and self._is_of(text, language)
        return replace(self, read=reading) if is_known else Foresight(language, spoken_form(text), reading)

    def with_reply(self, answer: Answer, before: Conversation, after: Conversation) -> "Foresight":
        return replace(self, reply=_Reply(answer, before, after))

    def reading(self, text: str, language: str) -> Reading | None:
        """What these words may mean; None where they are others than those that were read."""
        return self.read if self._is_of(text, language) else None

    def answer(self, text: str, language: str, now: Conversation) -> tuple[Answer, Conversation] | None:
        """The answer to these words at this point of the conversation, and what becomes of it."""
        reply = self.reply
        # The very same conversation: whatever was said or told since has made another of it.
        if reply is None or reply.before is not now or not self._is_of(text, language):
            return None
        return reply.answer, reply.after

    def _is_of(self, text: str, language: str) -> bool:
        return (language, spoken_form(text)) == (self.language, self.words)
