-- Whether anybody chose the language of an invitation: who invited, the speaker, or the browser in which the link was
-- opened first. Until then English is nobody's choice. Of earlier invitations it was not written down: English of a link
-- that nobody has opened may still become the browser's.
alter table invitation add column language_chosen boolean not null default false;
update invitation i set language_chosen = true
where i.language <> 'en'
  or exists (select 1 from access_link l where l.invitation_id = i.id and l.first_used_at is not null);
