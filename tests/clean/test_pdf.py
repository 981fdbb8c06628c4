from casus.model import Role
from tests.clean.helpers import assert_covers, document, role_text, run

LINES = (
    "Truce broken at Tesk",
    "May 4, 2023",
    "Two villagers were killed on Thursday when shells hit the village, the governor said.",
    "Observers counted 14 explosions near the village, according to a spokesman.",
)


def pdf(lines):
    """Write a PDF by hand: one page, one line of text after another."""
    shown = "".join(f"BT /F1 9 Tf 20 {700 - 40 * n} Td ({t}) Tj ET\n" for n, t in enumerate(lines))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 "
        "/BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(shown)} >>\nstream\n{shown}endstream",
    ]
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    out += "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF"
    return out.encode()


def test_text_of_a_pdf():
    found = document(pdf(LINES), "application/pdf")
    assert_covers(found)
    assert found.title == LINES[0]
    assert LINES[2] in role_text(found, Role.BODY)
    assert found.published is not None
    assert found.published.value == "2023-05-04"


def test_broken_and_empty_pdf_are_told():
    for content, word in ((b"%PDF-1.4 nothing", "opened"), (pdf([]), "scan")):
        found, problems = run(content, "application/pdf")
        assert found is None
        assert any(word in problem.message for problem in problems)
        assert problems[-1].fatal
