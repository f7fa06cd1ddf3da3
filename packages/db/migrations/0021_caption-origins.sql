-- How a version of captions came to be, and who of the staff read it against the video: a correction is a version of
-- its own, which nobody has checked yet.
alter table captions add column origin text not null default 'uploaded'
  check (origin in ('uploaded', 'spread', 'transcribed', 'corrected'));
alter table captions alter column origin drop default;
alter table captions add column checked_at timestamptz(3);
alter table captions add column checked_by_id text;
alter table captions add check ((checked_at is null) = (checked_by_id is null));
