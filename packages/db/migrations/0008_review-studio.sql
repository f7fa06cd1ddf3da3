-- Who of the staff looks after a statement; null for nobody yet.
alter table statement add column assigned_to_id text;
alter table statement add constraint statement_assigned_to_id_fkey
  foreign key (assigned_to_id) references staff_user (id) on delete set null;
create index statement_assigned_to_id_idx on statement (assigned_to_id);

-- Notes among the staff. Apart from what is written for the speaker, so that no query of a speaker's can reach one.
create table note (
  id uuid not null primary key,
  statement_id uuid not null,
  take_id uuid,
  start_ms integer check (start_ms >= 0),
  end_ms integer check (end_ms > start_ms),
  body text not null,
  made_by_id text not null,
  created_at timestamptz(3) not null,
  resolved_at timestamptz(3),
  resolved_by_id text,
  -- A time is a time in a take.
  check (start_ms is null or take_id is not null),
  check (end_ms is null or start_ms is not null)
);
alter table note add constraint note_statement_id_fkey foreign key (statement_id) references statement (id);
alter table note add constraint note_take_id_fkey foreign key (take_id) references take (id);
create index note_statement_id_idx on note (statement_id);

-- What the staff wrote for the speaker about a place in a take.
create table comment (
  id uuid not null primary key,
  statement_id uuid not null,
  take_id uuid,
  start_ms integer check (start_ms >= 0),
  end_ms integer check (end_ms > start_ms),
  body text not null,
  made_by_id text not null,
  created_at timestamptz(3) not null,
  resolved_at timestamptz(3),
  resolved_by_id text,
  check (start_ms is null or take_id is not null),
  check (end_ms is null or start_ms is not null)
);
alter table comment add constraint comment_statement_id_fkey foreign key (statement_id) references statement (id);
alter table comment add constraint comment_take_id_fkey foreign key (take_id) references take (id);
create index comment_statement_id_idx on comment (statement_id);

-- The closed questions of a session, as the staff set them; null for those of the product.
alter table upr_session add column checklist jsonb;

-- One answer a question and take; the last one stands. The cut is the one that was looked at.
create table checklist_answer (
  take_id uuid not null,
  question text not null,
  cut_id uuid,
  answer text not null check (answer in ('yes', 'no', 'not_applicable')),
  remark text,
  answered_by_id text not null,
  answered_at timestamptz(3) not null,
  primary key (take_id, question)
);
alter table checklist_answer add constraint checklist_answer_take_id_fkey foreign key (take_id) references take (id);
alter table checklist_answer add constraint checklist_answer_cut_id_fkey foreign key (cut_id) references cut (id);

-- Texts for the speaker that a coordinator begins from, by language.
create table decision_template (
  id uuid not null primary key,
  kind text not null check (kind in ('approve', 'ask_changes', 'decline')),
  title text not null,
  texts jsonb not null,
  position integer not null,
  version integer not null default 0
);

-- What administrators set; what is not here is as the configuration says.
create table setting (
  key text not null primary key,
  value jsonb not null,
  version integer not null default 0,
  changed_at timestamptz(3) not null,
  changed_by_id text not null
);

-- Who has a statement open just now. Nothing is lost when the server loses it.
create unlogged table presence (
  statement_id uuid not null,
  user_id text not null,
  page_id uuid not null,
  seen_at timestamptz(3) not null,
  primary key (statement_id, user_id, page_id)
);
alter table presence add constraint presence_statement_id_fkey foreign key (statement_id) references statement (id);
alter table presence add constraint presence_user_id_fkey foreign key (user_id) references staff_user (id) on delete cascade;

-- How far a coordinator turned a take's picture clockwise, where its own matrix told wrongly.
alter table take add column turned integer not null default 0 check (turned in (0, 90, 180, 270));
-- The frame that a coordinator chose for the poster, in the time of what is shown; null for the one chosen by measure.
alter table cut add column poster_ms integer check (poster_ms >= 0);
