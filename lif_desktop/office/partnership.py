"""What the partnership is called whose office this is."""

from lif_desktop.office.office import Office


def partnership_of(office: Office) -> str:
    """The name that the office has set, else that of its profile."""
    return office.setting("partnership") or office.profile.partnership
