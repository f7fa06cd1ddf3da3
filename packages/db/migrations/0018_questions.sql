-- What a mission asks a speaker in writing, and what became of it. Free words: erased with the statement.
create table asked_question (
  id uuid not null primary key,
  statement_id uuid not null,
  mission_id uuid not null,
  -- Whether the other missions and the speaker are told who asked.
  named boolean not null,
  body text not null check (char_length(body) between 1 and 1000),
  state text not null check (state in ('asked', 'passed_on', 'set_aside', 'answered', 'declined', 'shown')),
  asked_at timestamptz(3) not null,
  decided_at timestamptz(3),
  decided_by_id text,
  -- Why it was set aside; the mission that asked reads it.
  reason text check (char_length(reason) between 1 and 1000),
  answer text check (char_length(answer) between 1 and 2000),
  answered_at timestamptz(3),
  shown_at timestamptz(3),
  check (state <> 'set_aside' or reason is not null),
  check (state not in ('answered', 'shown') or answer is not null)
);
alter table asked_question add constraint asked_question_statement_id_fkey
  foreign key (statement_id) references statement (id);
alter table asked_question add constraint asked_question_mission_id_fkey
  foreign key (mission_id) references mission (id);
create index asked_question_statement_id_idx on asked_question (statement_id);
create index asked_question_mission_id_asked_at_idx on asked_question (mission_id, asked_at);
