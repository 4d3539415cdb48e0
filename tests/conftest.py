"""What holds for the whole run: no screen, no network, no hurry, and nothing of the person's own is touched."""

import os
import sys
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings

NO_NETWORK = str(Path(__file__).parent / "no_network")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Logs, settings and offices of the person who runs the tests lie elsewhere.
OWN = tempfile.TemporaryDirectory(prefix="lif-tests-")
for place in ("XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
    os.environ[place] = str(Path(OWN.name) / place.lower())

# Child processes find sitecustomize.py there, so they have no network either.
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [NO_NETWORK, os.environ.get("PYTHONPATH", "")]))
sys.path.append(NO_NETWORK)
from closed_network import close_network  # noqa: E402 - its folder has only just been named

close_network()

# Speed is measured in benchmarks/: a slow machine must not turn a test red.
settings.register_profile("lif", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("lif")
