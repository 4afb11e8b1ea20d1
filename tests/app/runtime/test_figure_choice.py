"""Who hangs in the gallery: the figures of the settings, or the stages of one life, if they may be shown."""

from datetime import date
from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.app.config.config import Config, load
from kiosk.app.config.pack_selection import parted
from kiosk.app.runtime.figure_choice import Gallery, figure_setup, open_gallery
from kiosk.domain.visit.interaction import FigureOffer
from tests.pack.model.test_variants import life
from tests.pack.packs import copy_of

DAY = date(2026, 6, 1)
PICTURE = cv2.imencode(".png", np.full((4, 4, 3), 7, np.uint8))[1].tobytes()


def settings(tmp_path: Path, figures: str = "[]", pack: str = "") -> Path:
    file = tmp_path / "kiosk.toml"
    file.write_text(f'[kiosk]\ndata_folder = "{tmp_path / "data"}"\nfigures = {figures}\npack = "{pack}"\n')
    return file


def built(folder: Path, *names: str) -> Path:
    """With the portraits that the gallery would otherwise draw."""
    from kiosk.app.runtime.thumbnails import thumbnail_name
    from kiosk.domain.content.life_stage import staged
    from kiosk.pack.model.reader import read_pack

    pack = read_pack(folder, DAY).pack
    assert pack is not None
    (folder / "build").mkdir()
    for name in names or ("",):
        (folder / "build" / thumbnail_name(staged(pack, name))).write_bytes(PICTURE)
    return folder


def opened(file: Path) -> Config:
    return load(file, {})


def test_the_stages_of_a_life_hang_beside_each_other(tmp_path: Path) -> None:
    folder = built(life(tmp_path), "keeper", "child")
    gallery = open_gallery(opened(settings(tmp_path)), str(folder), DAY)
    assert [(one.ref, one.name) for one in gallery.figures] == [
        (f"{folder}:keeper", "The Keeper"),
        (f"{folder}:child", "Young Henrik"),
    ]
    assert all(Path(one.picture).read_bytes() == PICTURE for one in gallery.figures)
    assert open_gallery(opened(settings(tmp_path, pack=str(folder))), None, DAY) == gallery
    setup = figure_setup(settings(tmp_path), f"{folder}:child", gallery)
    assert (setup.pack.variant, setup.visit.figure, setup.visit.figures) == (
        "child",
        f"{folder}:child",
        gallery.figures,
    )
    assert not open_gallery(opened(settings(tmp_path)), f"{folder}:child", DAY).is_open, "a stage was named"


def test_the_figures_of_the_settings_hang_there_but_for_those_that_may_not_be_shown(tmp_path: Path) -> None:
    keeper, other = built(copy_of("lighthouse", tmp_path / "one")), built(copy_of("lighthouse", tmp_path / "two"))
    over = copy_of("lighthouse", tmp_path / "three")
    rights = over / "rights.toml"
    rights.write_text(rights.read_text(encoding="utf-8") + "valid_until = 2026-05-31\n", encoding="utf-8")
    listed = f'["{keeper}", "{over}", "nobody", "{other}"]'
    gallery = open_gallery(opened(settings(tmp_path, listed)), None, DAY)
    assert [one.ref for one in gallery.figures] == [str(keeper), str(other)]
    assert gallery.questions == ("Whom would you like to meet?",)
    assert not open_gallery(opened(settings(tmp_path, f'["{keeper}", "{over}"]')), None, DAY).is_open


def test_a_figure_that_is_none_of_them_stands_alone(tmp_path: Path) -> None:
    folder = copy_of("lighthouse", tmp_path)
    others = Gallery((FigureOffer("a", "A"), FigureOffer("b", "B")), ("Whom?",))
    assert figure_setup(settings(tmp_path), str(folder), others).visit.figures == ()


@pytest.mark.parametrize(
    ("named", "meant"),
    [
        ("ada-lovelace", ("ada-lovelace", "")),
        ("ada-lovelace:child", ("ada-lovelace", "child")),
        ("content/ada-lovelace:child", ("content/ada-lovelace", "child")),
        ("C:ada", ("C:ada", "")),
        ("ada:Not A Stage", ("ada:Not A Stage", "")),
        ("", ("", "")),
    ],
)
def test_a_stage_is_named_after_a_colon(named: str, meant: tuple[str, str]) -> None:
    assert parted(named) == meant
