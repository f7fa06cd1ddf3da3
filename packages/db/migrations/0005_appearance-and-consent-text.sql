-- How the speaker appears to those who watch. What an invitation begins with names nobody beside its organisation.
alter table invitation add column appears_named text not null default 'organisation' check (appears_named in ('name', 'organisation'));
alter table invitation add column appears_face text not null default 'as_sent' check (appears_face in ('as_sent', 'hidden'));
alter table invitation add column appears_voice text not null default 'as_sent' check (appears_voice in ('as_sent', 'changed', 'read_by_other'));
-- Which words were agreed to, and in which language; null for what was agreed to before they were counted.
alter table invitation add column consent_text_version text;
alter table invitation add column consent_text_language text;
-- Under which name the speaker appears, and the name that was typed to agree: of a person, so beside the address.
alter table contact add column speaker_name text;
alter table contact add column consent_name text;
