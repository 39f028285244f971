"""The labels of imports in the history."""

from collections.abc import Sequence

from app.commands.imports.gaining import told, told_files
from app.commands.wording import count, quoted, titled
from app.domain.importing import ImportPlan
from app.domain.paper import Draft, PaperId


def label_of(
    plan: ImportPlan,
    drafts: Sequence[Draft],
    updates: Sequence[tuple[PaperId, Draft]],
    *,
    n_here: int,
) -> str:
    """Tell in the past tense what an import does; `n_here` papers are filed anew."""
    where = f" to {plan.topic}" if plan.topic else ""
    origin = f" from {plan.sources[0]}" if len(plan.sources) == 1 else ""
    changed = dict(updates)
    are_files = all(told(draft) == told_files(draft) for draft in changed.values())
    n_files = sum(len(draft.files) for _, draft in updates)
    if drafts:
        what = titled([draft.title for draft in drafts])
        if not changed:
            return f"Added {what}{where}{origin}"
        if are_files:
            return f"Added {what} and {count(n_files, 'PDF')}{where}{origin}"
        return f"Added {what}{where} and updated {len(changed):,}{origin}"
    if len(changed) == 1:
        [draft] = changed.values()
        if n_files == 1 and are_files:
            return f"Added the PDF of {quoted(draft.title)}"
        return f"Added {told(draft)} to {quoted(draft.title)}"
    if changed and are_files:
        return f"Added {count(n_files, 'PDF')} to papers here already"
    if changed:
        return f"Updated {count(len(changed), 'paper')}{origin}"
    if not (n_here and plan.topic):
        return f"Added {told_searches(plan)}{origin}"
    return f"Filed {count(n_here, 'paper')} under {plan.topic}"


def told_searches(plan: ImportPlan) -> str:
    """Count the saved searches that come along, '' for none."""
    n = len(plan.searches)
    return f"{n} saved searches" if n > 1 else "1 saved search" * n
