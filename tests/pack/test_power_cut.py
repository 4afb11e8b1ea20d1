"""A power cut at any system call that changes the disk leaves a whole pack: the old one or the new one."""

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from kiosk.pack.model.reader import read_pack
from kiosk.pack.store.carrying import Signer, carry
from kiosk.pack.store.library import PackLibrary
from kiosk.pack.trust.signature import TrustedKey
from kiosk.pack.trust.signature_cryptography import make_key
from kiosk.pack.trust.trusted_keys import TrustStore
from tests.pack.packs import DAY, GOOD
from tests.pack.store.test_library import next_version

CHANGES = {
    "making folders": "mkdir,mkdirat",
    "writing": "write,pwrite64,sendfile,copy_file_range",
    "settling": "fsync,fdatasync",
    "renaming": "rename,renameat,renameat2",
    "removing": "unlink,unlinkat,rmdir",
}

INSTALL = """
import sys
from datetime import date
from pathlib import Path
from kiosk.pack.store.library import PackLibrary
PackLibrary(Path(sys.argv[1]), ()).install(Path(sys.argv[2]), date.fromisoformat(sys.argv[3]))
print("installed", flush=True)
"""
MOST = 400


def killed(calls: str, number: int, root: Path, archive: Path) -> bool:
    """Installs in a process that dies as it makes the so manieth of these calls; whether it died."""
    tracer = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={calls}"]
    tracer += ["-e", f"inject={calls}:signal=SIGKILL:when={number}"]
    command = [*tracer, sys.executable, "-B", "-c", INSTALL, str(root), str(archive), DAY.isoformat()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    return "installed" not in done.stdout


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kind", list(CHANGES))
def test_a_process_that_is_killed_anywhere_in_an_install_leaves_a_whole_pack(kind: str, tmp_path: Path) -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    key = make_key(tmp_path / "museum.key", "a lamp over the harbour")
    archives = [tmp_path / "old.kpack", tmp_path / "new.kpack"]
    for source, archive in zip((GOOD / "lighthouse", next_version(tmp_path)), archives, strict=True):
        carry(source, archive, DAY, Signer("Harbour Museum", key, DAY))
    before = tmp_path / "before/packs"
    TrustStore(before / ".trust").enrol(TrustedKey("Harbour Museum", key.public_key, date(2027, 1, 1)))
    PackLibrary(before, ()).install(archives[0], DAY)
    PackLibrary(before, ()).use("lighthouse")
    deaths = 0
    for number in range(1, MOST):
        root = tmp_path / "packs"
        shutil.copytree(before, root)
        has_died = killed(CHANGES[kind], number, root, archives[1])
        packs = PackLibrary(root, ())
        found = read_pack(packs.resolve(None), DAY).pack
        assert found is not None, f"nothing to show after {kind}, call {number}"
        assert found.version in ("1.0.0", "1.1.0")
        assert not packs.is_trial(packs.resolve(None), DAY)
        if not has_died:
            assert found.version == "1.1.0"
            break
        deaths += 1
        assert packs.install(archives[1], DAY).version == "1.1.0", "the next attempt succeeds"
        assert sorted(path.name for path in root.iterdir()) == [".lock", ".trust", "in_use.toml", "lighthouse"]
        shutil.rmtree(root)
    else:
        pytest.fail("the install never succeeded")
    assert deaths >= 2, "nothing was interrupted"
