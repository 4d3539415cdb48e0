"""The verb of the command line for inspection bundles: papers and trackers of some reviews in one archive."""

import argparse
from pathlib import Path

from lif_desktop.commands.common import Refusal, opened, say, warn
from lif_desktop.commands.papers import look_arguments, tell_found


def bundle_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said of the bundle that is wanted."""
    parser.epilog = "Without --ref and --year it is about every review that is not closed."
    parser.add_argument("--ref", nargs="+", default=[], metavar="REVIEW", help="the reviews, by reference")
    parser.add_argument("--year", default="", help="the reviews of a financial year such as 2025-26")
    look_arguments(parser)
    parser.add_argument("--log", action="store_true", help="logs the bundle as issued and keeps a copy in the office")
    parser.add_argument("--to", metavar="WHO", default="", help="with --log: who gets it")
    parser.add_argument("--why", metavar="WHY", default="", help="with --log: what for")


def make_bundle(asked: argparse.Namespace) -> int:
    """Make a bundle, say what is missing and what the look over it found, and log it where asked."""
    if asked.log and not asked.to:
        raise Refusal("Say who gets it: --log --to “Inspectors” --why “Inspection of November 2026”.")
    if (asked.to or asked.why) and not asked.log:
        raise Refusal("--to and --why belong to the log of issues: add --log, or leave them out.")
    from lif_desktop.gui.bundle_whole import whole_bundle
    from lif_desktop.office.issued import log_issue
    from lif_desktop.papers import bundle

    out = Path(asked.out)
    with opened(asked, read_only=not asked.log) as office:
        refs = bundle.reviews_for(office, asked.ref, asked.year)
        made = whole_bundle(office, refs, mask="all" if asked.mask else ())
        if not tell_found(made.places, masked=asked.mask, strict=asked.strict):
            return 1
        bundle.write_bundle(out, made)
        if asked.log:
            number = office.lookup.record("reviews", refs[0]) if len(refs) == 1 else None
            gone = made.places if asked.mask else ()
            log_issue(office, bundle.leaving(made, out.name, number, sent_to=asked.to, why=asked.why, mask=gone))
    for gap in made.missing:
        warn(f"Not in the bundle: {gap.ref}, {gap.label}. {gap.why}")
    say(out)
    return 0
