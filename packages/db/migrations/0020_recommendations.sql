-- What a speaker sets out issue by issue: earlier recommendations, recommendations, advance questions. Free words:
-- erased with the statement.

-- One version of it, which never changes. A published programme shows the newest that it was published with; that and
-- the newest of all are kept.
create table issue_sheet (
  statement_id uuid not null,
  version integer not null check (version > 0),
  language text not null,
  written_by_kind text not null check (written_by_kind in ('speaker', 'staff')),
  written_by_id text not null,
  written_at timestamptz(3) not null,
  primary key (statement_id, version)
);
alter table issue_sheet add constraint issue_sheet_statement_id_fkey
  foreign key (statement_id) references statement (id);

create table issue_card (
  statement_id uuid not null,
  version integer not null,
  -- Made by a page, and so of one statement alone; the same in every version of the card.
  id uuid not null,
  position integer not null check (position >= 0),
  theme text,
  title text,
  content jsonb not null,
  -- In the time of that take: another one has other times.
  moment_take_id uuid,
  moment_ms integer check (moment_ms >= 0),
  -- Folded by the program, for whoever searches in whatever script.
  words text[] not null,
  searched tsvector generated always as (array_to_tsvector(words)) stored,
  primary key (statement_id, version, id),
  unique (statement_id, version, position),
  check (theme is not null or title is not null),
  check ((moment_take_id is null) = (moment_ms is null))
);
alter table issue_card add constraint issue_card_sheet_fkey
  foreign key (statement_id, version) references issue_sheet (statement_id, version) on delete cascade;
create index issue_card_searched_idx on issue_card using gin (searched);

-- The themes as the staff set them; the product's own until there is a row.
create table theme_list (
  id integer not null primary key check (id = 1),
  version integer not null check (version > 0),
  themes jsonb not null,
  changed_at timestamptz(3) not null,
  changed_by_id text not null
);
