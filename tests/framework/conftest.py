"""What the tests of the framework share."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from lif_desktop.framework.profile import ProfileError, load_profile

Refusal = Callable[[str], str]


@pytest.fixture
def refusal(tmp_path: Path) -> Refusal:
    """The sentence with which a profile of this text is refused; it names the file and keeps to plain words."""

    def refused_with(text: str) -> str:
        path = tmp_path / "ours.toml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(ProfileError) as refused:
            load_profile(path)
        sentence = str(refused.value)
        assert sentence.startswith("ours.toml, ")
        assert refused.value.file == "ours.toml"
        assert not re.search(r"\b(invalid|please|sorry|illegal)\b", sentence, re.IGNORECASE)
        return sentence

    return refused_with
