"""What the partnership is called."""

from lif_desktop.office import Office
from lif_desktop.office.partnership import partnership_of


def test_it_is_what_the_office_says_else_what_its_profile_says(office: Office) -> None:
    office.set_setting("partnership", "Made-up Safeguarding Partnership")
    assert partnership_of(office) == "Made-up Safeguarding Partnership"
    office.set_setting("partnership", "")
    assert partnership_of(office) == office.profile.partnership
