-- A mail about a decision is held back for a while, so that what is undone at once is told to nobody.
alter table mail add column send_after timestamptz(3);
-- What must be told no more than once (one step of the reminders, a first publication) has a name of its own.
alter table mail add column once text;
create unique index mail_once_key on mail (once);
