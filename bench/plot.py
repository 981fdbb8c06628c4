"""A growth curve as an SVG image; one picture is worth no plotting library."""

from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10
from pathlib import Path

WIDTH, HEIGHT, LEFT, BOTTOM, EDGE = 560, 360, 70, 50, 20


@dataclass(frozen=True, slots=True)
class Line:
    """Points (x, y), both above 0, in order of x; the last one bears the name."""

    name: str
    points: tuple[tuple[float, float], ...]


def log_log(path: Path, lines: tuple[Line, ...], x_name: str, y_name: str) -> None:
    """Write lines on two logarithmic axes; the dashed one through the first point is linear growth.

    Raises:
        ValueError: a value is not above 0, which no logarithmic axis has.
    """
    xs = [x for line in lines for x, _ in line.points]
    ys = [y for line in lines for _, y in line.points]
    first = lines[0].points[0]
    straight = tuple((x, first[1] * x / first[0]) for x in (min(xs), max(xs)))
    frame = _Frame(_decades(xs), _decades([*ys, straight[1][1]]))
    body = [*frame.grid(x_name, y_name), frame.line(straight, 'stroke="#888" stroke-dasharray="4"')]
    for line in lines:
        body += [frame.line(line.points, 'stroke="#225ea8" stroke-width="2"')]
        body += [frame.dot(*point) for point in line.points]
    label = f"{y_name} over {x_name}; dashed: linear growth"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(label)}" font-family="sans-serif" font-size="12">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>'
    )
    path.write_text("\n".join([head, *body, "</svg>", ""]), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class _Frame:
    """The decades that the axes span."""

    x: tuple[int, int]
    y: tuple[int, int]

    def at(self, x: float, y: float) -> tuple[float, float]:
        across = (log10(x) - self.x[0]) / (self.x[1] - self.x[0])
        up = (log10(y) - self.y[0]) / (self.y[1] - self.y[0])
        width, height = WIDTH - LEFT - EDGE, HEIGHT - BOTTOM - EDGE
        return round(LEFT + across * width, 1), round(HEIGHT - BOTTOM - up * height, 1)

    def line(self, points: tuple[tuple[float, float], ...], style: str) -> str:
        path = " ".join(f"{x},{y}" for x, y in (self.at(*point) for point in points))
        return f'<polyline points="{path}" fill="none" {style}/>'

    def dot(self, x: float, y: float) -> str:
        across, down = self.at(x, y)
        told = f"{x:,.0f}: {y:,.1f}"
        return (
            f'<circle cx="{across}" cy="{down}" r="4" fill="#225ea8"><title>{told}</title></circle>'
            f'<text x="{across}" y="{down - 9}" text-anchor="middle">{y:,.1f}</text>'
        )

    def grid(self, x_name: str, y_name: str) -> list[str]:
        low = self.at(10 ** self.x[0], 10 ** self.y[0])
        high = self.at(10 ** self.x[1], 10 ** self.y[1])
        found = []
        for power in range(self.x[0], self.x[1] + 1):
            across = self.at(10**power, 10 ** self.y[0])[0]
            found += [_rule(across, low[1], across, high[1])]
            found += [_word(across, low[1] + 18, "middle", f"{10**power:,}")]
        for power in range(self.y[0], self.y[1] + 1):
            down = self.at(10 ** self.x[0], 10**power)[1]
            found += [_rule(low[0], down, high[0], down)]
            found += [_word(low[0] - 8, down + 4, "end", f"{10.0**power:g}")]
        middle = (low[1] + high[1]) / 2
        turned = f'transform="rotate(-90 16 {middle})"'
        found += [_word((low[0] + high[0]) / 2, HEIGHT - 10, "middle", x_name)]
        return [*found, _word(16, middle, "middle", y_name, turned)]


def _decades(values: list[float]) -> tuple[int, int]:
    if min(values) <= 0:
        raise ValueError("a logarithmic axis holds values above 0 only")
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    return low, max(high, low + 1)


def _rule(x: float, y: float, x_end: float, y_end: float) -> str:
    return f'<line x1="{x}" y1="{y}" x2="{x_end}" y2="{y_end}" stroke="#ddd"/>'


def _word(x: float, y: float, anchor: str, word: str, more: str = "") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" {more}>{escape(word)}</text>'
