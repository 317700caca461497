"""``newsarc learn``."""

from __future__ import annotations

import click

from newsarc.cli.options import Session, json_option, reading_options, session
from newsarc.errors import UsageError


@click.command(short_help="Learn what recurs on a site's pages and is no story.")
@click.argument("names", nargs=-1, metavar="[SITE...]")
@click.option("--all", "every", is_flag=True, help="Every site in the archive.")
@click.option("--dry-run", is_flag=True, help="Write nothing; print the rules and what they would change.")
@click.option("--force", is_flag=True, help="Also where somebody edited what was learned.")
@json_option
@reading_options
@session
def learn(session: Session, names: tuple[str, ...], every: bool, dry_run: bool, force: bool, as_json: bool) -> int:
    """Learn what recurs on the pages of a site and is no text of its stories: a domain, an address or a publisher.

    Looks at the latest 200 stories of each site, as the server sent them where that is kept, and writes the archive's
    sites/DOMAIN.jsonl, one rule a line: lines and boxes to take out ("removed" tells of each, under the rule "site"),
    and boxes that stories stand in. fetch, import, collect, extract and reextract use it from then on, and "extractor"
    says so. The file is yours to edit: rules without "stories" are never touched; "keep-line", "keep-box" and
    "distrust" rule out what would be learned. Fewer than five stories teach nothing.

    \b
    newsarc learn --dry-run harbour.example
    newsarc learn --all && newsarc reextract --dry-run
    """
    from newsarc.app import wiring
    from newsarc.app.clock import utc_now
    from newsarc.app.learning import lessons, sites_of
    from newsarc.cli.lessons import print_lessons

    if bool(names) == every:
        raise UsageError("say which site: a domain, an address, a publisher; or --all")
    config = session.config
    with wiring.archive(config, create=False) as archive:
        sites = sites_of(archive, names)
        settings = wiring.settings(config, lambda _: None)  # learning looks at pages without rules
        found = lessons(archive, sites, wiring.runner(config), settings, utc_now(), force=force, dry=dry_run)
        return print_lessons(session.output, found, as_json=as_json, every=not every, rules=dry_run)
