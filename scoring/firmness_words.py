"""How firm a ranking is (scoring.firmness): as it is kept beside a result, and in a sentence each."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from scoring.arithmetic import ZERO, Kind
from scoring.explain import listed
from scoring.firmness import Change, Firmness, Pair, Weight
from toolkit.numbers import decimal_text


def written(firmness: Firmness) -> dict[str, list[dict[str, Any]]]:
    """As it is kept beside a result: points as strings with two decimals."""
    return {
        "pairs": [
            {
                "upper": pair.upper,
                "lower": pair.lower,
                "gap": f"{pair.gap:.2f}",
                "is_tied": pair.is_tied,
                "unit": pair.change.unit if pair.change else "",
                "criterion": pair.change.criterion if pair.change else "",
                "by": f"{pair.change.by:.2f}" if pair.change else "",
            }
            for pair in firmness.pairs
        ],
        "areas": [
            {"area": weight.area, "heavier": weight.keeps_heavier, "lighter": weight.keeps_lighter}
            for weight in firmness.weights
        ],
    }


def read(pairs: Sequence[Mapping[str, Any]], areas: Sequence[Mapping[str, Any]]) -> Firmness:
    """Back from what `written` gave."""
    return Firmness(
        tuple(
            Pair(
                row["upper"],
                row["lower"],
                Decimal(row["gap"]),
                row["is_tied"],
                Change(row["unit"], row["criterion"], Decimal(row["by"])) if row["by"] else None,
            )
            for row in pairs
        ),
        tuple(Weight(row["area"], row["heavier"], row["lighter"]) for row in areas),
    )


def pair_sentence(pair: Pair, names: Mapping[str, str], kinds: Mapping[str, str]) -> str:
    """ "Phòng Kinh tế đứng trên Ban Quản lý 0,25 điểm; đổi chỗ khi tiêu chí 1.2 của Phòng Kinh tế giảm 0,25 điểm."

    `kinds` gives the kind of every criterion: a penalty counts the other way round.
    """
    upper, lower = names[pair.upper], names[pair.lower]
    if pair.is_tied:
        return f"{upper} và {lower} đang cùng hạng: thứ tự do bỏ phiếu."
    ahead = f"hơn {lower} {decimal_text(pair.gap)} điểm" if pair.gap else f"bằng điểm {lower}, hơn nhờ phân định"
    if pair.change is None:
        return f"{upper} {ahead}; sửa riêng bất kỳ một tiêu chí nào cũng không đổi được thứ tự này."
    change = pair.change
    way = "tăng" if change.by > 0 else "giảm"
    what = "điểm trừ " if kinds.get(change.criterion) == Kind.PENALTY else ""
    return (
        f"{upper} {ahead}; đổi chỗ khi {what}tiêu chí {change.criterion} của {names[change.unit]} "
        f"{way} {decimal_text(abs(change.by))} điểm."
    )


def weight_sentence(weight: Weight) -> str:
    """Of an area whose weight matters; empty where both changes keep every rank."""
    lost = [words for words, keeps in (("tăng", weight.keeps_heavier), ("giảm", weight.keeps_lighter)) if not keeps]
    return f"Nội dung {weight.area} {' hoặc '.join(lost)} 10 % trọng số thì có đơn vị đổi hạng." if lost else ""


def weights_sentence(firmness: Firmness) -> str:
    """ "9 trong 10 lần đổi trọng số một nội dung thêm hoặc bớt 10 % giữ nguyên mọi thứ hạng."."""
    kept, tried = sum(w.kept for w in firmness.weights), 2 * len(firmness.weights)
    if kept == tried:
        return f"Trọng số của từng nội dung thêm hoặc bớt 10 %: cả {tried} lần thử đều giữ nguyên mọi thứ hạng."
    return f"Trọng số của từng nội dung thêm hoặc bớt 10 %: {kept} trong {tried} lần thử giữ nguyên mọi thứ hạng."


def closest(firmness: Firmness) -> Iterator[Pair]:
    """The pairs a single line can swap, the least change first."""
    swapped = [pair for pair in firmness.pairs if pair.change]
    yield from sorted(swapped, key=lambda pair: abs(pair.change.by) if pair.change else ZERO)


def summary_sentence(firmness: Firmness, names: Mapping[str, str]) -> str:
    """The one sentence above the list."""
    first = next(closest(firmness), None)
    if first is None or first.change is None:
        return "Không cặp liền kề nào đổi chỗ được chỉ vì một tiêu chí."
    units = listed([names[first.upper], names[first.lower]])
    by = decimal_text(abs(first.change.by))
    return f"Cặp sít sao nhất là {units}: thay đổi {by} điểm ở một tiêu chí là đổi chỗ."
