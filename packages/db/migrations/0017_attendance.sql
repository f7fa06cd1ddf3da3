-- Where a mission is written to: the address of an office, told by itself.
alter table mission add column email text;

-- When the links of a session show its programmes; null for no such end. What is public is not bound by it.
alter table upr_session add column watch_opens_at timestamptz(3);
alter table upr_session add column watch_closes_at timestamptz(3);
alter table upr_session add constraint upr_session_watch_window_check check (watch_opens_at < watch_closes_at);

-- A public programme is public from then on, and for the session's participants until then; null for at once.
alter table programme add column public_from timestamptz(3);

-- How many minutes of a day a mission had a State's programme playing. Figures alone: no device, no person, and nothing
-- that tells two people of one mission apart. They stay when what was watched is erased.
create table attendance (
  mission_id uuid not null,
  review_id uuid not null,
  -- By the calendar of the session's place.
  day date not null,
  minutes integer not null check (minutes > 0),
  -- The newest that was counted: none is counted twice.
  last_minute timestamptz(3) not null,
  primary key (mission_id, review_id, day)
);
alter table attendance add constraint attendance_mission_id_fkey foreign key (mission_id) references mission (id);
alter table attendance add constraint attendance_review_id_fkey foreign key (review_id) references review (id);
create index attendance_review_id_idx on attendance (review_id);
