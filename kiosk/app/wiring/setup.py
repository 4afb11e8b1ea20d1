"""Everything a kiosk runs with, resolved once from configuration, pack and models: a part for each room."""

import argparse
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kiosk.app.config.config import Config, data_folder, load
from kiosk.app.config.pack_selection import open_pack, place_of, standing_pack
from kiosk.app.wiring.camera import CameraSetup, camera_setup
from kiosk.app.wiring.installed_models import installed
from kiosk.app.wiring.microphone import MicrophoneSetup, microphone_setup
from kiosk.app.wiring.mind import MindSetup, mind_setup
from kiosk.app.wiring.stage import StageSetup, stage_setup
from kiosk.app.wiring.visit import VisitSetup, load_phrases, visit_setup
from kiosk.app.wiring.voice import VoiceSetup, voice_setup
from kiosk.domain.content.pack import Pack
from kiosk.domain.content.phrases import Phrases
from kiosk.domain.content.rights import Place
from kiosk.pack.store.cache_filelock import cache_folder


@dataclass(frozen=True, slots=True)
class Setup:
    """One figure on one machine. Whoever needs one part alone takes that part; plain values only."""

    pack: Pack
    phrases: Mapping[str, Phrases]
    """By each language of the pack, in the pack's order."""

    camera: CameraSetup
    microphone: MicrophoneSetup
    mind: MindSetup
    voice: VoiceSetup
    stage: StageSetup
    visit: VisitSetup
    data: Path
    """Packs and models."""

    place: Place
    """Where the kiosk stands."""

    @property
    def cache(self) -> Path:
        """Where what is computed from this pack may be kept."""
        return cache_folder(self.data, self.pack.id)

    @property
    def is_rehearsal(self) -> bool:
        return self.voice.rehearsed is not None

    def rehearsed(self, voice: Path) -> "Setup":
        """The same without devices: the figure's sound is recorded into that file."""
        return replace(
            self,
            camera=replace(self.camera, is_rehearsal=True),
            microphone=replace(self.microphone, is_rehearsal=True),
            voice=replace(self.voice, rehearsed=voice),
        )

    def with_pack(self, pack: Pack) -> "Setup":
        """The same machine with another pack of the same languages, in every room."""
        cache = cache_folder(self.data, pack.id)
        return replace(
            self,
            pack=pack,
            mind=replace(self.mind, pack=pack, cache=cache),
            voice=replace(self.voice, figure_voice=pack.voice, folder=pack.folder, cache=cache),
        )


def open_setup(options: argparse.Namespace) -> Setup:
    """Configuration, pack and models as the options of a verb ask for them."""
    config = load(options.config)
    return assemble(config, open_pack(config, getattr(options, "pack", None)), date.today())


def standing_setup(extra: Path | None, pack: str | None, day: date) -> Setup:
    """The same for a kiosk that must show something on that day, be it that nobody is on view."""
    config = load(extra)
    return assemble(config, standing_pack(config, pack, day), day)


def another_setup(extra: Path | None, pack_id: str) -> Setup:
    """The same machine with an installed pack; which one is in use stays as it is. Raises KioskError."""
    config = load(extra)
    return assemble(config, open_pack(config, pack_id), date.today())


def assemble(config: Config, whole: Pack, today: date) -> Setup:
    """Resolves settings and models for one pack."""
    data, pack = data_folder(config), whole.suited(config.value("mind", "youngest_age"))
    models, phrases = installed(data), load_phrases(pack)
    mind = mind_setup(config, pack, phrases, models, today)
    return Setup(
        pack=pack,
        phrases=phrases,
        camera=camera_setup(config, models),
        microphone=microphone_setup(config, pack.languages, models),
        mind=mind,
        voice=voice_setup(config, pack),
        stage=stage_setup(config, models),
        visit=visit_setup(config, mind.settings.server.host if mind.settings.server is not None else ""),
        data=data,
        place=place_of(config),
    )
