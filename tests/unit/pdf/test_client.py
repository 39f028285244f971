"""Opening, drawing and reading PDFs through a real worker process."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest

from app.domain.errors import (
    Encrypted,
    InvalidInput,
    NotFound,
    TooSlow,
    Unreadable,
    WorkerDied,
)
from app.domain.mark import Quad
from app.pdf.client import PdfClient
from app.pdf.contents import DocumentInfo
from app.pdf.document import FirstPicture
from app.pdf.finding import Manner
from app.pdf.image import PageImage, lay_out
from app.pdf.turns import Priority
from tests.support.pdf_workers import MakePdf

pytestmark = pytest.mark.asyncio


async def test_open_gives_page_sizes_outline_and_title(
    client: PdfClient, tmp_path: Path
) -> None:
    made = pymupdf.open()
    made.new_page(width=300, height=400)
    made.new_page(width=300, height=400).set_rotation(90)
    made.set_toc([[1, "First", 1], [2, "Inner", 2, 120], [1, "Last", 2]])
    made.set_metadata({"title": "A study"})
    made.save(tmp_path / "a.pdf")

    document = await client.open(tmp_path / "a.pdf")

    assert document.info.page_sizes == ((300, 400), (400, 300))
    assert document.info.title == "A study"
    found = [(e.level, e.title, e.page_index) for e in document.info.outline]
    assert found == [(1, "First", 0), (2, "Inner", 1), (1, "Last", 1)]


async def test_render_gives_the_same_pixels_as_mupdf(
    client: PdfClient, make_pdf: MakePdf
) -> None:
    path = make_pdf("a.pdf", "Hello")
    wanted = pymupdf.open(path)[0].get_pixmap(matrix=pymupdf.Matrix(2, 2))

    image = await (await client.open(path)).render(0, 2.0)

    assert (image.width, image.height, image.stride_bytes) == (800, 1200, 2400)
    assert bytes(image.data) == wanted.samples
    assert len(set(wanted.samples)) > 2


async def test_render_of_a_part_equals_that_part_of_the_page(
    client: PdfClient, make_pdf: MakePdf
) -> None:
    document = await client.open(make_pdf("a.pdf", "Hello there"))
    whole = await document.render(0, 2.0)

    part = await document.render(0, 2.0, clip=Quad(40, 80, 140, 110))

    assert (part.left_px, part.top_px, part.width, part.height) == (80, 160, 200, 60)
    start = 160 * whole.stride_bytes + 80 * 3
    rows = [start + row * whole.stride_bytes for row in range(60)]
    assert bytes(part.data) == b"".join(bytes(whole.data[r : r + 600]) for r in rows)


async def test_render_dark_turns_the_paper_black(
    client: PdfClient, make_pdf: MakePdf
) -> None:
    document = await client.open(make_pdf("a.pdf", "Hello"))

    image = await document.render(0, 1.0, is_dark=True)

    assert max(image.data[:3]) < 16
    assert max(image.data) > 240


async def test_render_dark_leaves_a_raster_figure_as_it_is(
    client: PdfClient, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    source = pymupdf.open()
    page = source.new_page(width=400, height=600)
    picture = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 50, 40))
    picture.set_rect(picture.irect, (250, 240, 30))
    page.insert_image((100, 200, 200, 280), stream=picture.tobytes("png"))
    page.insert_text((50, 100), "Some words above the figure")
    source.save(path)
    source.close()
    document = await client.open(path)

    light = await document.render(0, 2.0)
    dark = await document.render(0, 2.0, is_dark=True)
    part = await document.render(0, 2.0, clip=Quad(150, 190, 300, 300), is_dark=True)

    def pixel(image: PageImage, x: int, y: int) -> tuple[int, ...]:
        start = (y - image.top_px) * image.stride_bytes + (x - image.left_px) * 3
        return tuple(image.data[start : start + 3])

    for x, y in ((202, 402), (300, 480), (397, 557)):
        assert pixel(dark, x, y) == pixel(light, x, y)
    assert pixel(light, 300, 480)[2] < 60 < 200 < pixel(light, 300, 480)[0]
    assert max(pixel(dark, 196, 480)) < 16
    assert max(pixel(dark, 404, 480)) < 16
    assert pixel(part, 310, 480) == pixel(light, 310, 480)
    assert max(pixel(part, 404, 480)) < 16


def first_page(info: DocumentInfo) -> FirstPicture:
    """Pick the first page at two pixels a point."""
    area = lay_out(info.page_sizes[0], 2.0)
    return FirstPicture(page_index=0, area=area, is_dark=False)


async def test_begin_open_draws_the_first_picture_before_it_is_asked_for(
    client: PdfClient, make_pdf: MakePdf
) -> None:
    path = make_pdf("a.pdf", "Hello", "World")
    wanted = pymupdf.open(path)[0].get_pixmap(matrix=pymupdf.Matrix(2, 2))

    opening = client.begin_open(path, first=first_page)
    document = await opening.document()
    image = await document.render(0, 2.0)
    again = await document.render(0, 2.0)

    assert opening._drawn is not None
    assert image is opening._drawn.result()
    assert bytes(image.data) == bytes(again.data) == wanted.samples
    assert again is not image


async def test_begin_open_with_a_picture_that_is_not_wanted_draws_another(
    client: PdfClient, make_pdf: MakePdf
) -> None:
    path = make_pdf("a.pdf", "Hello", "World")
    wanted = pymupdf.open(path)[1].get_pixmap(matrix=pymupdf.Matrix(2, 2))

    document = await client.begin_open(path, first=first_page).document()

    assert bytes((await document.render(1, 2.0)).data) == wanted.samples
    assert (await document.render(0, 1.0)).width == 400


async def test_begin_open_of_no_pdf_fails_as_open_does(
    client: PdfClient, tmp_path: Path
) -> None:
    (tmp_path / "a.pdf").write_bytes(b"no PDF")

    with pytest.raises(Unreadable):
        await client.begin_open(tmp_path / "a.pdf", first=first_page).document()
    with pytest.raises(NotFound):
        await client.begin_open(tmp_path / "b.pdf", first=first_page).document()


async def test_begin_open_when_the_first_page_hangs_still_gives_the_document(
    start_client: Callable[..., PdfClient], make_pdf: MakePdf
) -> None:
    client = start_client(time_limit_s=6.0)

    opening = client.begin_open(
        make_pdf("a.pdf", "One", "Two", title="HANG"), first=first_page
    )
    document = await opening.document()

    assert document.info.n_pages == 2
    with pytest.raises(TooSlow):
        await document.render(0, 2.0)


async def test_render_of_too_large_a_page_is_scaled_down(
    client: PdfClient, make_pdf: MakePdf
) -> None:
    document = await client.open(make_pdf("a.pdf", "Hello"))

    image = await document.render(0, 500.0)

    assert 60_000_000 < image.width * image.height < 66_000_000
    assert image.scale < 20


async def test_text_gives_each_character_its_place(
    client: PdfClient, make_pdf: MakePdf
) -> None:
    path = make_pdf("a.pdf", "Two words\nnext line")

    text = await (await client.open(path)).text(0)

    assert [line.text for line in text.lines] == ["Two words", "next line"]
    (expected,) = pymupdf.open(path)[0].search_for("words")
    quad = text.lines[0].quad(4, 9)
    assert (quad.left, quad.right) == pytest.approx((expected.x0, expected.x1), abs=0.5)
    assert quad.top < 100 < quad.bottom


async def test_layout_gives_sizes_and_weights_of_letters(
    client: PdfClient, tmp_path: Path
) -> None:
    made = pymupdf.open()
    page = made.new_page(width=300, height=400)
    page.insert_text((50, 60), "1 Heading", fontsize=14, fontname="hebo")
    page.insert_text((50, 90), "and text", fontsize=10)
    made.save(tmp_path / "a.pdf")

    layout = await (await client.open(tmp_path / "a.pdf")).layout(0)

    assert (layout.width, layout.height) == (300, 400)
    spans = [line.spans[0] for line in layout.lines]
    found = [(span.text, span.size, span.is_bold) for span in spans]
    assert found == [("1 Heading", 14, True), ("and text", 10, False)]


async def test_labels_tell_what_pages_are_called(
    client: PdfClient, make_pdf: MakePdf, tmp_path: Path
) -> None:
    made = pymupdf.open()
    for _ in range(3):
        made.new_page()
    made.set_page_labels(
        [{"startpage": 0, "style": "r", "prefix": "", "firstpagenum": 1}]
    )
    made.save(tmp_path / "a.pdf")

    assert await (await client.open(tmp_path / "a.pdf")).labels() == ("i", "ii", "iii")
    plain = await client.open(make_pdf("b.pdf", "One"))
    assert await plain.labels() == ()


async def test_text_of_a_rotated_page_lies_where_it_is_shown(
    client: PdfClient, tmp_path: Path
) -> None:
    made = pymupdf.open()
    page = made.new_page(width=400, height=600)
    page.insert_text((50, 100), "Turned")
    web = {"kind": pymupdf.LINK_URI, "uri": "https://example.org/"}
    page.insert_link({**web, "from": pymupdf.Rect(50, 90, 90, 105)})
    page.set_rotation(90)
    made.save(tmp_path / "a.pdf")

    document = await client.open(tmp_path / "a.pdf")
    (line,) = (await document.text(0)).lines
    (link,) = await document.links(0)

    assert not line.is_horizontal
    box = line.quad()
    image = await document.render(0, 1.0, clip=box)
    assert min(image.data) < 128
    assert 490 < box.left < box.right < 520
    assert 45 < box.top < box.bottom < 100
    assert link.box == Quad(495, 50, 510, 90)


async def test_links_tell_addresses_pages_and_what_is_refused(
    client: PdfClient, tmp_path: Path
) -> None:
    made = pymupdf.open()
    made.new_page(width=400, height=600)
    made.new_page()
    page = made[0]
    page.set_rotation(90)
    web = {"kind": pymupdf.LINK_URI, "from": pymupdf.Rect(10, 20, 50, 40)}
    page.insert_link({**web, "uri": "https://example.org/x"})
    goto = {"kind": pymupdf.LINK_GOTO, "page": 1, "to": pymupdf.Point(0, 72)}
    page.insert_link({**goto, "from": pymupdf.Rect(10, 50, 50, 60)})
    launch = {"kind": pymupdf.LINK_LAUNCH, "file": "calc.exe"}
    page.insert_link({**launch, "from": pymupdf.Rect(10, 70, 50, 80)})
    for number, act in enumerate(
        ("/S/JavaScript/JS(app.alert\\(1\\))", "/S/SubmitForm/F(https://example.org)")
    ):
        box = pymupdf.Rect(10, 90 + 20 * number, 50, 100 + 20 * number)
        page.insert_link({**web, "from": box, "uri": "https://example.org"})
        made.xref_set_key(page.annot_xrefs()[-1][0], "A", f"<<{act}>>")
    made.save(tmp_path / "a.pdf")

    links = await (await client.open(tmp_path / "a.pdf")).links(0)

    places = sorted((link.uri, link.page_index) for link in links)
    assert places == [
        ("", 1),
        ("https://example.org/x", None),
        ("javascript:", None),
        ("launch:", None),
        ("submit:", None),
    ]
    scripts = [link for link in links if link.uri == "javascript:"]
    web_box = next(link.box for link in links if link.uri.startswith("https"))
    assert (
        scripts[0].box.right - scripts[0].box.left == web_box.right - web_box.left - 10
    )
    assert all(0 <= link.box.left < link.box.right <= 600 for link in links)


async def test_files_in_a_pdf_are_listed_and_read(
    client: PdfClient, tmp_path: Path
) -> None:
    made = pymupdf.open()
    made.new_page()
    made.embfile_add("data", b"1,2\n", filename="../../data.csv")
    made.embfile_add("code", b"x" * 70_000, filename="run.sh")
    made.save(tmp_path / "a.pdf")
    document = await client.open(tmp_path / "a.pdf")

    files = await document.attached()

    found = {(file.name, file.length_bytes) for file in files}
    assert found == {("../../data.csv", 4), ("run.sh", 70_000)}
    (csv,) = (file for file in files if file.name.endswith(".csv"))
    assert await document.read_attached(csv.number) == b"1,2\n"
    with pytest.raises(Unreadable):
        await document.read_attached(2)


async def test_search_finds_across_lines_from_the_given_page_on(
    client: PdfClient, make_pdf: MakePdf
) -> None:
    path = make_pdf("a.pdf", "the Needle here", "none", "a nee-\ndle and needle")
    document = await client.open(path)

    hits = [hit async for hit in document.search("needle", from_page=1)]

    assert [(hit.page_index, len(hit.quads)) for hit in hits] == [
        (2, 2),
        (2, 1),
        (0, 1),
    ]
    assert hits[2].context[hits[2].start : hits[2].end] == "Needle"
    kept = Manner(is_case_kept=True)
    exact = [hit async for hit in document.search("needle", how=kept)]
    assert [hit.page_index for hit in exact] == [2, 2]


async def test_search_gives_the_boxes_that_the_text_has(
    client: PdfClient, make_pdf: MakePdf
) -> None:
    document = await client.open(make_pdf("a.pdf", "one two one\nthree one, none"))

    boxes = [hit.quads[0] async for hit in document.search("one")]

    first, second = (await document.text(0)).lines
    wanted = [first.quad(0, 3), first.quad(8, 11), second.quad(6, 9), second.quad(12)]
    found = [(box.left, box.top, box.right, box.bottom) for box in boxes]
    assert found == [
        pytest.approx((box.left, box.top, box.right, box.bottom), abs=0.01)
        for box in wanted
    ]


async def test_search_when_a_page_between_is_damaged_then_passes_over_it(
    client: PdfClient, make_pdf: MakePdf, tmp_path: Path
) -> None:
    made = pymupdf.open(make_pdf("a.pdf", "here", "there", "and here"))
    made.xref_set_key(made[1].xref, "Contents", "(no stream)")
    made.xref_set_key(made[1].xref, "Type", "/Page")
    made.save(tmp_path / "b.pdf")
    document = await client.open(tmp_path / "b.pdf")
    steps: list[int] = []

    found = [hit.page_index async for hit in document.search("here", told=steps.append)]

    assert (found[0], found[-1], steps) == (0, 2, [1, 2, 3])


async def test_search_when_a_page_cannot_be_read_then_keeps_what_is_before_it(
    client: PdfClient, make_pdf: MakePdf, tmp_path: Path
) -> None:
    made = pymupdf.open(make_pdf("a.pdf", "here", "lost", "and here"))
    pages = int(made.xref_get_key(made.pdf_catalog(), "Pages")[1].split()[0])
    kids = made.xref_get_key(pages, "Kids")[1]
    made.xref_set_key(pages, "Kids", kids.replace(f"{made[1].xref} 0 R", ""))
    made.save(tmp_path / "b.pdf")  # it still says that it has three
    document = await client.open(tmp_path / "b.pdf")
    steps: list[int] = []

    found = [hit.page_index async for hit in document.search("here", told=steps.append)]

    assert (found, steps) == ([0, 1], [1, 2, 3])


async def test_inspect_tells_pages_text_and_title_at_once(
    client: PdfClient, make_pdf: MakePdf
) -> None:
    page = "On Things and Stuff\nA. Writer and B. Reader\nAbstract\nIt is said."
    path = make_pdf("a.pdf", page, "Second", title="On Things and Stuff")

    seen = await client.inspect(path)

    assert (seen.n_pages, seen.found.title) == (2, "On Things and Stuff")
    assert seen.first_page_text == page


async def test_open_with_a_password_asks_for_it_and_takes_it(
    client: PdfClient, make_pdf: MakePdf
) -> None:
    how = {"encryption": pymupdf.PDF_ENCRYPT_AES_256, "user_pw": "geheim"}
    path = make_pdf("a.pdf", "Secret", **how)

    with pytest.raises(Encrypted):
        await client.open(path)
    with pytest.raises(Encrypted):
        await client.open(path, password="wrong")
    document = await client.open(path, password="geheim")

    assert (await document.text(0)).lines[0].text == "Secret"
    assert "geheim" not in repr(vars(document))


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-", b"<html>Please log in</html>", b"%PDF-1.4\n%%EOF", bytes(5000)],
    ids=["empty", "five-bytes", "html", "no-objects", "zeros"],
)
async def test_open_of_no_pdf_is_an_error_and_the_worker_lives_on(
    client: PdfClient, make_pdf: MakePdf, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "bad.pdf").write_bytes(content)

    with pytest.raises(Unreadable):
        await client.open(tmp_path / "bad.pdf")

    document = await client.open(make_pdf("good.pdf", "Sound"))
    assert (await document.text(0)).lines[0].text == "Sound"


async def test_open_of_no_file_says_so(client: PdfClient, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        await client.open(tmp_path / "absent.pdf")
    with pytest.raises(Unreadable):
        await client.open(tmp_path)


async def test_a_worker_that_does_not_start_is_an_error(tmp_path: Path) -> None:
    client = PdfClient([str(tmp_path / "no-such-program")])

    with pytest.raises(WorkerDied):
        await client.warm()

    await client.close()


async def test_cancelled_requests_are_not_drawn_and_the_newest_comes_first(
    make_pdf: MakePdf, client: PdfClient
) -> None:
    document = await client.open(make_pdf("a.pdf", *["page"] * 8))
    order: list[int] = []

    async def draw(index: int, wanted: Priority) -> None:
        await document.render(index, 1.0, wanted=wanted)
        order.append(index)

    prefetched = asyncio.ensure_future(draw(7, Priority.PREFETCH))
    tasks = [asyncio.ensure_future(draw(i, Priority.VISIBLE)) for i in range(5)]
    await asyncio.sleep(0)
    tasks[2].cancel()
    await asyncio.wait([*tasks, prefetched])

    assert tasks[2].cancelled()
    # The one asked for ahead of need was alone: it may have begun before the others.
    assert order in ([7, 4, 3, 1, 0], [4, 3, 1, 0, 7])


async def test_more_documents_than_a_worker_keeps_can_be_used(
    client: PdfClient, make_pdf: MakePdf
) -> None:
    names = [f"number {i}" for i in range(7)]
    documents = [await client.open(make_pdf(f"{n}.pdf", n)) for n in names]

    texts = [(await document.text(0)).lines[0].text for document in documents]

    assert texts == names


async def test_search_when_a_pattern_takes_too_long_then_says_so_and_goes_on(
    client: PdfClient, make_pdf: MakePdf
) -> None:
    document = await client.open(make_pdf("a.pdf", "a" * 36 + "!"))

    with pytest.raises(InvalidInput, match="pattern takes too long"):
        await anext(document.search("(a+)+$", how=Manner(is_pattern=True)))

    steps: list[int] = []
    found = [hit async for hit in document.search("a!", told=steps.append)]
    assert (len(found), steps) == (1, [1])
