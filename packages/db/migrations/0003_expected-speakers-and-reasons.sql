-- How many speakers a review will have, known before its invitations go out one at a time.
alter table review add column expected_speakers integer check (expected_speakers >= 0);
-- Why a coordinator took a published programme from view; for the staff alone.
alter table programme_revision add column reason text;
