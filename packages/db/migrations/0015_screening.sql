-- A programme played to everybody at one hour. What stands is the newest of a review that was not cancelled; whether it
-- waits, plays or has ended is reckoned from its instant, its overrides and the time, and stored nowhere.
create table screening (
  id uuid not null primary key,
  review_id uuid not null,
  state text not null check (state in ('scheduled', 'cancelled')),
  starts_at timestamptz(3) not null,
  time_zone text not null,
  -- Raised by everything that is done to it: a coordinator decides on what was looked at.
  version integer not null default 0,
  created_at timestamptz(3) not null,
  created_by_id text,
  cancelled_at timestamptz(3)
);
alter table screening add constraint screening_review_id_fkey foreign key (review_id) references review (id);
create index screening_review_id_created_at_idx on screening (review_id, created_at);

create table screening_override (
  screening_id uuid not null,
  -- The order in which they were written: of two at one instant the later one counts.
  seq integer not null,
  kind text not null check (kind in ('hold', 'resume', 'seek', 'end')),
  at timestamptz(3) not null,
  to_ms integer check ((kind = 'seek') = (to_ms is not null)),
  -- Null where the programme changed under it.
  made_by_id text,
  made_at timestamptz(3) not null,
  primary key (screening_id, seq)
);
alter table screening_override add constraint screening_override_screening_id_fkey
  foreign key (screening_id) references screening (id);
-- What everybody saw happen is not rewritten; the rows go with their review alone.
create trigger screening_override_append_only before update on screening_override
  for each row execute function refuse_change();
