"""The tables in SQL, step by step, as the steps in `migrations` make them.

Times are integers: microseconds since 1970 in UTC.
"""

PAPERS = (
    """
    create table paper (
        key integer primary key autoincrement,
        uuid text not null unique,
        title text not null,
        abstract text not null,
        title_key text not null,
        year integer,
        venue text not null,
        status text not null check (
            status in ('new', 'queued', 'reading', 'done', 'dismissed')
        ),
        is_starred integer not null check (is_starred in (0, 1)),
        rating integer not null check (rating between 0 and 5),
        added_at integer not null,
        trashed_at integer
    ) strict
    """,
    "create index paper_title on paper(title_key)",
    "create index paper_all on paper(key) where trashed_at is null",
    "create index paper_status on paper(status, key) where trashed_at is null",
    """
    create index paper_starred on paper(key)
    where is_starred = 1 and trashed_at is null
    """,
    "create index paper_trash on paper(key) where trashed_at is not null",
    """
    create table author (
        key integer primary key,
        paper integer not null references paper(key) on delete cascade,
        position integer not null,
        name text not null
    ) strict
    """,
    "create index author_paper on author(paper)",
    """
    create table identifier (
        key integer primary key,
        paper integer not null references paper(key) on delete cascade,
        scheme text not null,
        value text not null,
        match_key text not null
    ) strict
    """,
    "create index identifier_paper on identifier(paper)",
    "create index identifier_match on identifier(scheme, match_key)",
    """
    create table link (
        key integer primary key,
        paper integer not null references paper(key) on delete cascade,
        position integer not null,
        url text not null,
        kind text not null
    ) strict
    """,
    "create index link_paper on link(paper)",
    """
    create table tag (
        key integer primary key,
        paper integer not null references paper(key) on delete cascade,
        name text not null,
        unique (paper, name)
    ) strict
    """,
    """
    create table provenance (
        key integer primary key,
        paper integer not null references paper(key) on delete cascade,
        source text not null,
        kind text not null,
        list_date text not null,
        curator text not null,
        badge text not null,
        position integer not null,
        original text not null,
        imported_at integer not null
    ) strict
    """,
    "create index provenance_paper on provenance(paper)",
    """
    create table file (
        key integer primary key,
        paper integer not null references paper(key) on delete cascade,
        sha256 text not null,
        length_bytes integer not null,
        name text not null,
        source text not null,
        n_pages integer,
        added_at integer not null,
        unique (paper, sha256)
    ) strict
    """,
    "create index file_sha256 on file(sha256)",
    """
    create table note (
        key integer primary key,
        paper integer not null unique references paper(key) on delete cascade,
        text text not null,
        changed_at integer not null
    ) strict
    """,
    """
    create table mark (
        key integer primary key,
        uuid text not null unique,
        paper integer not null references paper(key) on delete cascade,
        file text not null,
        kind text not null,
        colour integer not null check (colour between 1 and 8),
        page_index integer not null,
        quads text not null,
        quote text not null,
        prefix text not null,
        suffix text not null,
        comment text not null,
        created_at integer not null,
        changed_at integer not null
    ) strict
    """,
    "create index mark_paper on mark(paper)",
    """
    create table topic (
        key integer primary key,
        uuid text not null unique,
        parent integer references topic(key) on delete cascade,
        name text not null,
        colour integer not null check (colour between 1 and 8),
        position integer not null
    ) strict
    """,
    "create index topic_parent on topic(parent)",
    """
    create table filing (
        key integer primary key,
        paper integer not null references paper(key) on delete cascade,
        topic integer not null references topic(key) on delete cascade,
        unique (topic, paper)
    ) strict
    """,
    "create index filing_paper on filing(paper)",
    """
    create table progress (
        paper text primary key,
        page_index integer not null,
        top real not null,
        zoom text not null,
        furthest_page_index integer not null,
        n_pages integer not null,
        read_at integer not null
    ) strict
    """,
)

TALLY = (
    """
    create table tally (
        status text not null,
        is_starred integer not null,
        is_trashed integer not null,
        n_papers integer not null,
        primary key (status, is_starred, is_trashed)
    ) strict, without rowid
    """,
    """
    insert into tally
    with
        status(status) as (
            values ('new'), ('queued'), ('reading'), ('done'), ('dismissed')
        ),
        flag(flag) as (values (0), (1))
    select status, s.flag, t.flag, 0 from status, flag s, flag t
    """,
    """
    create trigger tally_insert after insert on paper begin
        update tally set n_papers = n_papers + 1
        where status = new.status and is_starred = new.is_starred
            and is_trashed = (new.trashed_at is not null);
    end
    """,
    """
    create trigger tally_delete after delete on paper begin
        update tally set n_papers = n_papers - 1
        where status = old.status and is_starred = old.is_starred
            and is_trashed = (old.trashed_at is not null);
    end
    """,
    """
    create trigger tally_update after update of status, is_starred, trashed_at on paper
    begin
        update tally set n_papers = n_papers - 1
        where status = old.status and is_starred = old.is_starred
            and is_trashed = (old.trashed_at is not null);
        update tally set n_papers = n_papers + 1
        where status = new.status and is_starred = new.is_starred
            and is_trashed = (new.trashed_at is not null);
    end
    """,
)
"""How many papers there are of each sort, kept by triggers: no count ever scans."""

SEARCH = (
    """
    create table search_text (
        key integer primary key,
        title text not null,
        authors text not null,
        abstract text not null,
        notes text not null
    ) strict
    """,
    """
    create virtual table search using fts5(
        title, authors, abstract, notes,
        content='search_text', content_rowid='key',
        prefix='1 2 3 4', tokenize='unicode61 remove_diacritics 0'
    )
    """,
    """
    create table term (
        word text primary key,
        places integer not null
    ) strict, without rowid
    """,
)
"""Folded words by paper; every word with the columns it was seen in, a bit each."""

HISTORY = (
    """
    create table act (
        number integer primary key autoincrement,
        label text not null,
        at integer not null,
        cause text not null,
        session text not null,
        is_undone integer not null default 0
    ) strict
    """,
    "create table recording (act integer) strict",
    "insert into recording values (null)",
)

TRIAGE = (
    "alter table paper add column snoozed_until integer",
    "alter table paper add column queue_rank real",
    "update paper set queue_rank = -key where status = 'queued'",
    "alter table paper add column edited text not null default ''",
    "alter table paper add column merged text not null default '[]'",
    "alter table topic add column note text not null default ''",
    "alter table topic add column slot integer",
    """
    create index paper_snoozed on paper(snoozed_until, key)
    where snoozed_until is not null and status = 'new' and trashed_at is null
    """,
    """
    create index paper_queue on paper(queue_rank, key)
    where status = 'queued' and trashed_at is null
    """,
    """
    create index paper_sift on paper(
        key, status, is_starred, rating, year, added_at, snoozed_until, trashed_at
    ) where trashed_at is null
    """,
    "create index tag_name on tag(name collate nocase, paper)",
    """
    create table saved_search (
        key integer primary key,
        uuid text not null unique,
        name text not null,
        text text not null,
        position integer not null
    ) strict
    """,
    """
    create table distinct_pair (
        key integer primary key,
        paper integer not null references paper(key) on delete cascade,
        other integer not null references paper(key) on delete cascade,
        unique (paper, other),
        check (paper < other)
    ) strict
    """,
    "create index distinct_pair_other on distinct_pair(other)",
    "create index topic_was_key on topic_was(key)",
    "alter table act add column takes_back integer",
    """
    create index act_takes_back on act(number, takes_back)
    where takes_back is not null
    """,
)
"""Snoozing and the queue's own order, what the user edited (names of fields, parted by
spaces), the ids of the papers merged into one (JSON), notes and digits of topics,
saved searches, papers that are no duplicates.
"""

BIBLIOGRAPHY = (
    "alter table paper add column kind text not null default ''",
    "alter table author add column family text not null default ''",
    "alter table author add column given text not null default ''",
    """
    create table detail (
        key integer primary key,
        paper integer not null references paper(key) on delete cascade,
        position integer not null,
        name text not null,
        value text not null
    ) strict
    """,
    "create index detail_paper on detail(paper)",
    """
    create index paper_rated on paper(key) where rating > 0 and trashed_at is null
    """,
    """
    create table seen (
        paper text primary key,
        at integer not null
    ) strict, without rowid
    """,
    "create table seen_before (key integer not null) strict",
    "insert into seen_before select coalesce(max(key), 0) from paper",
)
"""What sort of work a paper is, the parts of its authors' names, and the fields of a
bibliography that have no place of their own; which papers were looked at, beside all
with keys up to `seen_before`.
"""

SIGNALS = (
    """
    create table signal (
        key integer primary key,
        paper integer not null references paper(key) on delete cascade,
        name text not null,
        number integer not null,
        source text not null,
        as_of integer not null
    ) strict
    """,
    "create unique index signal_paper on signal(paper, name)",
    "create index signal_number on signal(name, number, paper)",
    """
    insert into signal(paper, name, number, source, as_of)
    select d.paper, t.name, min(max(cast(d.value as integer), 0), 1000000000000),
        t.source, p.added_at
    from (
        select 'hf:upvotes' as old, 'upvotes' as name, 'Hugging Face' as source
        union all select 'hf:githubStars', 'stars', 'Hugging Face'
        union all select 'openalex:citations', 'citations', 'OpenAlex'
        union all select 's2:citations', 'citations', 'Semantic Scholar'
    ) t
    cross join detail d on d.name = t.old
    join paper p on p.key = d.paper
    where d.value glob '[0-9]*' and d.value not glob '*[^0-9]*'
    on conflict do nothing
    """,
    """
    delete from detail where name in (
        'hf:upvotes', 'hf:githubStars', 'openalex:citations', 's2:citations'
    )
    """,
    """
    create table refusal (
        key integer primary key,
        paper integer not null references paper(key) on delete cascade,
        topic integer not null references topic(key) on delete cascade,
        unique (paper, topic)
    ) strict
    """,
    "create index refusal_topic on refusal(topic)",
    "alter table file add column version integer",
    "create index mark_made on mark(paper, created_at)",
    "create index link_kind on link(kind, paper)",
    """
    create table mark_text (
        key integer primary key,
        paper integer not null,
        quote text not null,
        comment text not null
    ) strict
    """,
    "create index mark_text_paper on mark_text(paper)",
    """
    create virtual table mark_search using fts5(
        quote, comment, content='mark_text', content_rowid='key',
        prefix='1 2 3 4', tokenize='unicode61 remove_diacritics 0'
    )
    """,
)
"""Numbers that catalogues tell of a paper on a day, taken from the details that held
them before; topics that are not to be suggested for a paper again; which version of a
preprint a file is, NULL where nobody told.
"""
