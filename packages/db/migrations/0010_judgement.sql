-- Since when somebody has a statement open: the heartbeat says only until when.
alter table presence add column since timestamptz(3) not null default now();

-- When what was written was written anew.
alter table note add column edited_at timestamptz(3);
alter table comment add column edited_at timestamptz(3);
