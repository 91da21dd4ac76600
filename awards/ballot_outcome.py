"""What a ballot came to, as plain JSON that can be counted again. Pure: no Django, clock or float."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from awards.tally import Choice, Count, PaperCount, Votes, choose, voters_needed


@dataclass(frozen=True, slots=True)
class BallotFacts:
    """What a ballot was about. `items` are (code, name); a rank tie has no `threshold`: its votes order the units."""

    kind: str
    rule: str
    way: str
    seats: int
    quorum: str
    threshold: str
    electorate: int
    items: tuple[tuple[str, str], ...]


def outcome_of(facts: BallotFacts, online: Votes, on_paper: int, paper: PaperCount | None) -> dict[str, Any]:
    """The tally as plain JSON. Where the quorum is not met the urn stays shut: no count of any item is in it."""
    paper = paper or PaperCount(0, 0, 0, {code: Count() for code, _ in facts.items})
    voters = online.cast + paper.returned
    is_met = voters >= voters_needed(facts.quorum, facts.electorate)
    counts = {code: online.counts[place] + paper.counts[code] for place, (code, _) in enumerate(facts.items)}
    choice = _choice(facts, counts) if is_met else Choice()
    return {
        "kind": facts.kind,
        "rule": facts.rule,
        "way": facts.way,
        "seats": facts.seats,
        "quorum": facts.quorum,
        "threshold": facts.threshold,
        "electorate": facts.electorate,
        "needed": voters_needed(facts.quorum, facts.electorate),
        "voters": voters,
        "quorum_met": is_met,
        "issued": facts.electorate - on_paper + paper.issued if facts.way != "paper" else paper.issued,
        "returned": voters,
        "valid": voters - paper.invalid,
        "invalid": paper.invalid,
        "paper": {"issued": paper.issued, "returned": paper.returned, "invalid": paper.invalid},
        "items": [_item(code, name, counts[code] if is_met else None) for code, name in facts.items],
        "elected": list(choice.elected),
        "tied": list(choice.tied),
    }


def _choice(facts: BallotFacts, counts: Mapping[str, Count]) -> Choice:
    return choose(counts, facts.threshold, facts.seats) if facts.threshold else Choice()


def _item(code: str, name: str, count: Count | None) -> dict[str, Any]:
    values = (count.yes, count.no, count.blank) if count else (None, None, None)
    return {"unit": code, "name": name, **dict(zip(("yes", "no", "blank"), values, strict=True))}


def problems_of_outcome(outcome: Mapping[str, Any]) -> list[str]:
    """Count again from what the outcome says of its votes: [] when it comes to the same."""
    problems = []
    if outcome["valid"] + outcome["invalid"] != outcome["returned"] or outcome["returned"] > outcome["issued"]:
        problems.append("Số phiếu phát ra, thu về, hợp lệ và không hợp lệ không khớp nhau.")
    needed = voters_needed(outcome["quorum"], outcome["electorate"])
    is_met = outcome["voters"] >= needed
    if (outcome["needed"], outcome["quorum_met"]) != (needed, is_met):
        problems.append(f"Số đơn vị dự {outcome['voters']}/{outcome['electorate']} không cho kết luận đã ghi.")
    return problems + (_problems_of_choice(outcome) if is_met else _problems_without_quorum(outcome))


def _problems_of_choice(outcome: Mapping[str, Any]) -> list[str]:
    counts = {item["unit"]: Count(item["yes"], item["no"], item["blank"]) for item in outcome["items"]}
    problems = [
        f"{item['name']}: có {counts[item['unit']].asked} ý kiến, trong khi có {outcome['valid']} phiếu hợp lệ."
        for item in outcome["items"]
        if counts[item["unit"]].asked not in (outcome["valid"], outcome["valid"] - 1)
    ]
    found = choose(counts, outcome["threshold"], outcome["seats"]) if outcome["threshold"] else Choice()
    if (outcome["elected"], outcome["tied"]) != (list(found.elected), list(found.tied)):
        problems.append("Danh sách được chọn không đúng với số phiếu.")
    return problems


def _problems_without_quorum(outcome: Mapping[str, Any]) -> list[str]:
    is_shut = not outcome["elected"] and not outcome["tied"] and all(item["yes"] is None for item in outcome["items"])
    return [] if is_shut else ["Không đủ số đơn vị dự mà vẫn có kết quả."]
