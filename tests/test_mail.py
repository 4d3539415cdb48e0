"""Drafts of e-mails: what an address may be."""

from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest

from lif_desktop.mail import Draft, DraftError, draft_bytes, write_draft


@pytest.mark.parametrize("address", ["ann@ex.example\nBcc: all@ex.example", "Ann <ann@", '"', "ann\u2028@ex.example"])
def test_an_address_that_no_e_mail_can_have_is_named(address: str, tmp_path: Path) -> None:
    path = tmp_path / "draft.eml"
    with pytest.raises(DraftError, match=r"is no e-mail address\. Correct it among the people of the agency\."):
        write_draft(Draft(("bea@ex.example", address), "Returns", "Hello"), path)
    assert not path.exists()


@pytest.mark.parametrize("address", ["Ann Example <ann@ex.example>", "änn@ex.example", "ann"])
def test_any_other_stands_in_the_head(address: str) -> None:
    assert head(address) == address


def test_two_addresses_of_one_person_are_two() -> None:
    assert head("ann@ex.example; bea@ex.example;", "cat@ex.example") == "ann@ex.example, bea@ex.example, cat@ex.example"


def head(*to: str) -> str:
    """To whom the draft goes, as an e-mail program reads it."""
    return str(message_from_bytes(draft_bytes(Draft(to, "Returns", "Hello")), policy=SMTP)["To"])
