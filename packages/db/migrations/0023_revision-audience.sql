-- Whom a revision may reach: a programme that is meant for more people is so with its next publication, and what is
-- published stays as it was published for. Narrower than that it becomes at once.
alter table programme_revision add column audience text not null default 'missions'
  check (audience in ('missions', 'session', 'public'));
update programme_revision r set audience = p.audience from programme p where p.id = r.programme_id;
