-- The joint questions to several States of one half-day. Which half-day that is follows from their hour.
create table question_block (
  id uuid not null primary key,
  session_id uuid not null,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  check (starts_at < ends_at)
);
alter table question_block add constraint question_block_session_id_fkey
  foreign key (session_id) references upr_session (id);
create index question_block_session_id_idx on question_block (session_id);

-- The end of the window for which all addresses of the session were made void; null where none was yet.
alter table upr_session add column watch_closed_for timestamptz(3);
