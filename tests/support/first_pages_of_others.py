"""First pages of what is no paper, or cannot be told."""

from tests.support.first_pages import FirstPage

OTHERS = (
    FirstPage(name="scan", rows=(), n_pages=4),
    FirstPage(
        name="slides",
        rows=("gap 120", "40bc Harbour Planning 101", "gap 20", "20c Lecture 3"),
        size=(960, 540),
        n_pages=30,
    ),
    FirstPage(
        name="letter",
        rows=(
            "11 Northport, 3 May 2019",
            "gap 20",
            "13b Your application for a berth",
            "11 Dear Ms Lund,",
            "body 12",
            "11 Yours sincerely,",
            "11 Per Holm",
        ),
    ),
    FirstPage(
        name="invoice",
        rows=(
            "24b Northport Chandlery Ltd",
            "18b INVOICE",
            "10 Invoice number 4711",
            "10 Bill to: Kari Nordmann",
            "body 4",
            "12b Total due: 120.00",
        ),
        stated="Invoice 4711",
    ),
    FirstPage(
        name="book",
        rows=("gap 150", "36bc The Harbour", "18bc A Novel", "gap 150", "20c Ida Moen"),
        n_pages=320,
    ),
    FirstPage(
        name="form",
        rows=(
            "12b DO NOT WRITE BELOW, FOR INTERNAL USE ONLY",
            "10 Name",
            "10 Signature and date",
            "body 10",
        ),
    ),
    FirstPage(name="poster", rows=("60b Big Words", "30 Many figures", "body 4")),
    FirstPage(
        name="hebrew",
        rows=("18c תורת הגאות והשפל", "body 20"),
    ),
    FirstPage(
        name="garbled",
        rows=(
            "18bc 7KH 5HFRJQLWLRQ RI +DUERXUV",
            "12c -RKQ 'RH",
            "body 20",
        ),
    ),
    FirstPage(
        name="manual",
        rows=("gap 40", "28b WaveMaster 3000", "16b User Manual", "gap 40", "body 10"),
    ),
    FirstPage(
        name="newsletter",
        rows=("40b Northport Weekly", "18b Mayor opens new pier", "columns 30"),
    ),
    FirstPage(
        name="curriculum", rows=("24bc Ada Lovelace", "16b Curriculum Vitae", "body 20")
    ),
    FirstPage(name="one word", rows=("30bc Untitled", "body 20"), stated="Untitled"),
    FirstPage(name="plain text", rows=("body 40",)),
    FirstPage(name="minutes", rows=("18b Minutes of the harbour board", "body 20")),
    FirstPage(
        name="two titles",
        rows=(
            "18b Call of the tides at dawn",
            "gap 60",
            "body 4",
            "18b Songs for the ebb at dusk",
            "body 10",
        ),
    ),
)
