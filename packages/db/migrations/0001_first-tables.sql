-- Up Migration

create table upr_session (
  id uuid not null primary key,
  number integer not null unique,
  format text not null check (format in ('in_person', 'virtual')),
  venue text,
  starts_on date not null,
  ends_on date not null,
  dates_provisional boolean not null,
  time_zone text not null,
  accepts_uploads boolean not null,
  upload_deadline_at timestamptz(3),
  grace_ms integer not null,
  tolerance_ms integer not null,
  minimum_share double precision not null,
  size_limit_bytes bigint not null,
  takes_per_invitation integer not null,
  demonstration boolean not null,
  created_at timestamptz(3) not null default now()
);

create table review (
  id uuid not null primary key,
  session_id uuid not null,
  state_code text not null,
  state_name text not null,
  position integer not null,
  slot_ms integer not null,
  floor_time_set_ms integer,
  floor_time_ms integer,
  frozen_at timestamptz(3),
  presession_at timestamptz(3),
  unique (session_id, state_code)
);

create table organisation (
  id uuid not null primary key,
  name text not null,
  kind text not null check (kind in ('cso', 'nhri', 'state')),
  nhri_status text check (nhri_status in ('A', 'B')),
  created_at timestamptz(3) not null default now()
);

create table invitation (
  id uuid not null primary key,
  review_id uuid not null,
  organisation_id uuid not null,
  floor_time_ms integer,
  deadline_at timestamptz(3),
  language text not null default 'en',
  consent_audience text not null default 'missions' check (consent_audience in ('missions', 'session', 'public')),
  consent_ends_at timestamptz(3),
  consent_given_at timestamptz(3),
  master_allowed boolean not null default false,
  invited_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  unique (review_id, organisation_id)
);

create table contact (
  invitation_id uuid not null primary key,
  email text
);

create table statement (
  id uuid not null primary key,
  invitation_id uuid not null unique,
  state text not null check (state in ('invited', 'in_review', 'approved', 'changes_requested', 'awaiting_speaker', 'declined', 'withdrawn')),
  version integer not null default 0,
  withdrawn_at timestamptz(3),
  erased_at timestamptz(3),
  created_at timestamptz(3) not null default now()
);

create table take (
  id uuid not null primary key,
  statement_id uuid not null,
  number integer not null,
  state text not null check (state in ('receiving', 'received', 'checking', 'preparing', 'ready', 'refused', 'failed', 'abandoned')),
  way text not null check (way in ('tus', 'form')),
  file_name text,
  declared_bytes bigint,
  declared_sha256 text,
  received_bytes bigint not null default 0,
  hash_state bytea,
  hash_offset bigint,
  wire_sha256 text,
  sha256 text,
  size_bytes bigint,
  original_key text not null,
  began_at timestamptz(3) not null,
  last_byte_at timestamptz(3) not null,
  received_at timestamptz(3),
  state_since timestamptz(3) not null,
  reason text,
  figures jsonb,
  verdict jsonb,
  measured_ms integer check (measured_ms > 0),
  loudness jsonb,
  progress double precision not null default 0,
  media_set_id uuid unique,
  unique (statement_id, number)
);

create table media_set (
  id uuid not null primary key,
  statement_id uuid not null,
  complete boolean not null default false,
  manifest jsonb not null,
  created_at timestamptz(3) not null default now()
);

create table cut (
  id uuid not null primary key,
  take_id uuid not null,
  revision integer not null,
  in_ms integer not null,
  out_ms integer not null,
  removals jsonb not null,
  state text not null check (state in ('making', 'ready', 'failed')),
  reason text,
  measured_ms integer check (measured_ms > 0),
  loudness jsonb,
  removes_only_silence boolean,
  progress double precision not null default 0,
  made_by_kind text not null,
  made_by_id text,
  created_at timestamptz(3) not null default now(),
  state_since timestamptz(3) not null,
  media_set_id uuid unique,
  unique (take_id, revision)
);

create table decision (
  id uuid not null primary key,
  statement_id uuid not null,
  take_id uuid not null,
  cut_id uuid,
  kind text not null check (kind in ('approve', 'ask_changes', 'decline')),
  reason text not null,
  message_to_speaker text,
  needs_yes boolean not null,
  answer text check (answer in ('yes', 'no')),
  answer_note text,
  answered_at timestamptz(3),
  decided_by_id text not null,
  decided_at timestamptz(3) not null,
  undone_at timestamptz(3)
);

create table receipt (
  take_id uuid not null primary key,
  payload jsonb not null,
  key_id text not null,
  signature text not null,
  issued_at timestamptz(3) not null
);

create table programme (
  id uuid not null primary key,
  review_id uuid not null unique,
  audience text not null default 'missions' check (audience in ('missions', 'session', 'public')),
  epoch integer not null default 0
);

create table programme_revision (
  id uuid not null primary key,
  programme_id uuid not null,
  number integer not null,
  state text not null check (state in ('draft', 'published', 'superseded', 'withdrawn')),
  cause text not null,
  created_at timestamptz(3) not null,
  published_at timestamptz(3),
  ended_at timestamptz(3),
  created_by_id text,
  unique (programme_id, number)
);

create table programme_item (
  revision_id uuid not null,
  position integer not null,
  kind text not null check (kind in ('statement', 'card')),
  statement_id uuid not null,
  cut_id uuid,
  primary key (revision_id, position)
);

create table mission (
  id uuid not null primary key,
  state_code text not null unique,
  name text not null,
  created_at timestamptz(3) not null default now()
);

create table access_link (
  id uuid not null primary key,
  purpose text not null check (purpose in ('speaker', 'delegate')),
  token_hash text not null unique,
  invitation_id uuid,
  mission_id uuid,
  session_id uuid,
  email text,
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3),
  first_used_at timestamptz(3),
  created_by_id text,
  created_at timestamptz(3) not null default now()
);

create table link_device (
  id uuid not null primary key,
  link_id uuid not null,
  token_hash text not null unique,
  opened_at timestamptz(3) not null,
  last_seen_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3),
  by_code boolean not null
);

create table link_code (
  id uuid not null primary key,
  link_id uuid not null,
  code_hash text not null,
  expires_at timestamptz(3) not null,
  attempts integer not null default 0,
  used_at timestamptz(3),
  created_at timestamptz(3) not null default now()
);

create table mail (
  id uuid not null primary key,
  kind text not null,
  invitation_id uuid,
  link_id uuid,
  user_id text,
  secret jsonb,
  state text not null check (state in ('waiting', 'sent', 'failed')),
  attempts integer not null default 0,
  reason text,
  created_at timestamptz(3) not null default now(),
  sent_at timestamptz(3)
);

create table state_history (
  id bigint generated always as identity not null primary key,
  machine text not null,
  subject_id uuid not null,
  from_state text,
  to_state text not null,
  actor_kind text not null,
  actor_id text,
  reason text,
  at timestamptz(3) not null
);

create table audit_entry (
  seq bigint not null primary key,
  at timestamptz(3) not null,
  action text not null,
  actor_kind text not null,
  actor_id text,
  subject_kind text not null,
  subject_id text,
  commitment text not null,
  previous text not null,
  hash text not null unique
);

create table audit_payload (
  seq bigint not null primary key,
  salt text not null,
  payload jsonb not null
);

create table tombstone (
  statement_id uuid not null primary key,
  erased_at timestamptz(3) not null,
  objects integer not null,
  bytes bigint not null
);

create table staff_user (
  id text not null primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  role text not null default 'coordinator' check (role in ('coordinator', 'administrator')),
  banned boolean default false,
  ban_reason text,
  ban_expires timestamptz(3),
  two_factor_enabled boolean default false,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

create table auth_session (
  id text not null primary key,
  token text not null unique,
  user_id text not null,
  expires_at timestamptz(3) not null,
  ip_address text,
  user_agent text,
  impersonated_by text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

create table account (
  id text not null primary key,
  account_id text not null,
  provider_id text not null,
  user_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz(3),
  refresh_token_expires_at timestamptz(3),
  scope text,
  password text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

create table verification (
  id text not null primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

create table two_factor (
  id text not null primary key,
  secret text not null,
  backup_codes text not null,
  verified boolean default true,
  user_id text not null
);

alter table review add constraint review_session_id_fkey foreign key (session_id) references upr_session (id);
alter table invitation add constraint invitation_review_id_fkey foreign key (review_id) references review (id);
alter table invitation add constraint invitation_organisation_id_fkey foreign key (organisation_id) references organisation (id);
alter table contact add constraint contact_invitation_id_fkey foreign key (invitation_id) references invitation (id) on delete cascade;
alter table statement add constraint statement_invitation_id_fkey foreign key (invitation_id) references invitation (id);
alter table take add constraint take_statement_id_fkey foreign key (statement_id) references statement (id);
alter table take add constraint take_media_set_id_fkey foreign key (media_set_id) references media_set (id);
alter table cut add constraint cut_take_id_fkey foreign key (take_id) references take (id);
alter table cut add constraint cut_media_set_id_fkey foreign key (media_set_id) references media_set (id);
alter table decision add constraint decision_statement_id_fkey foreign key (statement_id) references statement (id);
alter table decision add constraint decision_take_id_fkey foreign key (take_id) references take (id);
alter table decision add constraint decision_cut_id_fkey foreign key (cut_id) references cut (id);
alter table receipt add constraint receipt_take_id_fkey foreign key (take_id) references take (id);
alter table programme add constraint programme_review_id_fkey foreign key (review_id) references review (id);
alter table programme_revision add constraint programme_revision_programme_id_fkey foreign key (programme_id) references programme (id);
alter table programme_item add constraint programme_item_revision_id_fkey foreign key (revision_id) references programme_revision (id);
alter table programme_item add constraint programme_item_statement_id_fkey foreign key (statement_id) references statement (id);
alter table programme_item add constraint programme_item_cut_id_fkey foreign key (cut_id) references cut (id);
alter table link_device add constraint link_device_link_id_fkey foreign key (link_id) references access_link (id) on delete cascade;
alter table link_code add constraint link_code_link_id_fkey foreign key (link_id) references access_link (id) on delete cascade;
alter table audit_payload add constraint audit_payload_seq_fkey foreign key (seq) references audit_entry (seq);
alter table auth_session add constraint auth_session_user_id_fkey foreign key (user_id) references staff_user (id) on delete cascade;
alter table account add constraint account_user_id_fkey foreign key (user_id) references staff_user (id) on delete cascade;
alter table two_factor add constraint two_factor_user_id_fkey foreign key (user_id) references staff_user (id) on delete cascade;

create index take_state_state_since_idx on take (state, state_since);
create index media_set_statement_id_idx on media_set (statement_id);
create index decision_statement_id_decided_at_idx on decision (statement_id, decided_at);
create index access_link_invitation_id_idx on access_link (invitation_id);
create index access_link_mission_id_idx on access_link (mission_id);
create index link_device_link_id_idx on link_device (link_id);
create index link_code_link_id_idx on link_code (link_id);
create index state_history_subject_id_id_idx on state_history (subject_id, id);
create index audit_entry_subject_id_idx on audit_entry (subject_id);
create index auth_session_user_id_idx on auth_session (user_id);
create index account_user_id_idx on account (user_id);
create index verification_identifier_idx on verification (identifier);
create index two_factor_user_id_idx on two_factor (user_id);

-- One published revision of a programme at a time, whatever two coordinators do at once.
create unique index programme_revision_one_published on programme_revision (programme_id) where state = 'published';
-- One take of a statement is received at a time.
create unique index take_one_receiving on take (statement_id) where state = 'receiving';

-- History and audit are append-only: nobody edits the past, the application's own account included.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger audit_entry_append_only before update or delete on audit_entry
  for each row execute function refuse_change();
create trigger audit_entry_no_truncate before truncate on audit_entry
  for each statement execute function refuse_change();
create trigger state_history_append_only before update or delete on state_history
  for each row execute function refuse_change();
create trigger audit_payload_no_update before update on audit_payload
  for each row execute function refuse_change();
