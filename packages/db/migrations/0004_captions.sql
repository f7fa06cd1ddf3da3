-- Captions of a take in one language. A row is one version and never changes; the newest of a language is the
-- one that stands, or none where that was removed. Times are the take's.
create table captions (
  id uuid not null primary key,
  statement_id uuid not null,
  take_id uuid not null,
  language text not null,
  version integer not null check (version > 0),
  cue_count integer not null,
  cues jsonb not null,
  findings jsonb not null,
  made_by_kind text not null check (made_by_kind in ('speaker', 'staff')),
  made_by_id text not null,
  created_at timestamptz(3) not null default now(),
  removed_at timestamptz(3),
  unique (take_id, language, version)
);
alter table captions add constraint captions_statement_id_fkey foreign key (statement_id) references statement (id);
alter table captions add constraint captions_take_id_fkey foreign key (take_id) references take (id);
create index captions_statement_id_idx on captions (statement_id);

-- The versions that a published revision shows, as it keeps the cut: what comes later needs a revision of its own.
alter table programme_item add column caption_ids uuid[] not null default '{}';
