"""The verbs, in the order in which `--help` lists them."""

from __future__ import annotations

import typer

from pitboard.cli import (
    bop,
    check,
    compare,
    demo,
    document,
    explain,
    grid,
    importing,
    issue,
    meeting,
    publish,
    replay,
    report,
    rulebook,
    score,
    serve,
    standby,
    standings,
    user,
    verify,
    watch,
    what_if,
)


def register(app: typer.Typer) -> None:
    """Give the application its verbs."""
    app.command("demo")(demo.demo)
    app.command("watch")(watch.watch)
    app.command("serve")(serve.serve)
    app.command("standby")(standby.standby)
    app.command("take-over")(standby.take_over)
    app.command("replay")(replay.replay)
    app.command("import")(importing.import_)
    app.command("score")(score.score)
    app.command("grid")(grid.grid)
    app.command("explain")(explain.explain)
    app.command("issue")(issue.issue)
    app.command("document")(document.document)
    app.command("publish")(publish.publish)
    app.command("report")(report.report)
    app.command("verify")(verify.verify)
    app.command("compare")(compare.compare)
    app.command("check")(check.check)
    app.add_typer(bop.app)
    app.add_typer(rulebook.app)
    app.add_typer(meeting.app)
    app.add_typer(user.app)
    app.command("standings")(standings.standings)
    app.command("what-if")(what_if.what_if)
