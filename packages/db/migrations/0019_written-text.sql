-- What a speaker hands in in writing, in one language. A row is one version and never changes; the newest of a
-- language counts. Free words: erased with the statement.
create table written_text (
  id uuid not null primary key,
  statement_id uuid not null,
  -- BCP 47, as it was asked for.
  language text not null,
  number integer not null check (number > 0),
  text text not null check (char_length(text) between 1 and 60000),
  source text not null check (source in ('typed', 'docx', 'odt', 'pdf', 'txt')),
  characters integer not null,
  words integer not null,
  made_by_kind text not null check (made_by_kind in ('speaker', 'staff')),
  made_by_id text not null,
  created_at timestamptz(3) not null,
  unique (statement_id, language, number)
);
alter table written_text add constraint written_text_statement_id_fkey
  foreign key (statement_id) references statement (id);
