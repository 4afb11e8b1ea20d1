"""Sentences of a book, roughly: for splitting long paragraphs and for choosing quotations."""

import re

# Each abbreviation by itself, for a look-behind takes no alternatives of several lengths.
_END = re.compile(
    r"(?<![A-Z]\.)(?<!\bMr\.)(?<!\bMrs\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\bMs\.)(?<!\bRev\.)(?<!\bProf\.)(?<!\bCol\.)(?<!\bCapt\.)"
    r"(?<!\bGen\.)(?<!\bSir\.)(?<!\bvol\.)(?<!\bVol\.)(?<!\bNo\.)(?<!\betc\.)(?<!\bviz\.)(?<!\bi\.e\.)(?<!\be\.g\.)(?<!\bpp\.)"
    r"(?<!\bJan\.)(?<!\bFeb\.)(?<!\bAug\.)(?<!\bSept\.)(?<!\bOct\.)(?<!\bNov\.)(?<!\bDec\.)(?<!\bBp\.)(?<!\bHon\.)(?<!\bEsq\.)"
    r"(?<=[.!?…])[\"'”’»)\]]*\s+(?=[\"'“‘«„(\[¿¡]*[^\Wa-z])|(?<=[。！？])[」』”’）]*\s*(?=\S)"
)


def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of one paragraph in their order."""
    parts: list[str] = []
    start = 0
    for found in _END.finditer(text):
        parts.append(text[start : found.end()].strip())
        start = found.end()
    return tuple(filter(None, (*parts, text[start:].strip())))


def split_long(text: str, longest: int) -> tuple[str, ...]:
    """The text in parts of at most `longest` characters that end where a sentence does, else at a blank."""
    if len(text) <= longest:
        return (text,)
    parts: list[str] = []
    # Alike long parts, instead of full ones and a stump.
    wanted = len(text) / -(-len(text) // longest)
    for sentence in sentences_of(text):
        for piece in _pieces(sentence, longest):
            if parts and len(parts[-1]) < wanted and len(parts[-1]) + len(piece) < longest:
                parts[-1] += " " + piece
            else:
                parts.append(piece)
    return tuple(parts)


def _pieces(sentence: str, longest: int) -> tuple[str, ...]:
    pieces: list[str] = []
    start = 0
    while len(sentence) - start > longest:
        end = sentence.rfind(" ", start + longest // 2, start + longest)
        end = end if end > 0 else start + longest
        pieces.append(sentence[start:end].strip())
        start = end
    return (*pieces, sentence[start:].strip())
