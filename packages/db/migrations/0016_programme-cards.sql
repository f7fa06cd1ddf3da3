-- The language of a programme's title cards; null for a programme without.
alter table programme add column cards text default 'en' check (cards in ('en', 'fr', 'es', 'ar'));

-- A card that was drawn: once for what it shows, and shown wherever that is to be shown.
create table title_card (
  id uuid not null primary key,
  -- Whose speaker it names: it goes with that statement. Null where it names nobody.
  statement_id uuid,
  -- Marks: of all that makes it what it is, of its words alone, and of the names among them.
  shows text not null unique,
  facts text not null,
  names text not null,
  length_ms integer not null,
  manifest jsonb not null,
  created_at timestamptz(3) not null default now()
);
alter table title_card add constraint title_card_statement_id_fkey
  foreign key (statement_id) references statement (id);
create index title_card_statement_id_idx on title_card (statement_id);
create index title_card_facts_idx on title_card (facts);

-- Before the first place; null where the revision was published without cards, as its places then are.
alter table programme_revision add column opening_card_id uuid;
alter table programme_revision add constraint programme_revision_opening_card_id_fkey
  foreign key (opening_card_id) references title_card (id) on delete set null;
-- Its length stays where the card itself was erased.
alter table programme_revision add column opening_ms integer not null default 0;
-- Before the statement, or in its place.
alter table programme_item add column card_id uuid;
alter table programme_item add constraint programme_item_card_id_fkey
  foreign key (card_id) references title_card (id) on delete set null;
alter table programme_item add column card_ms integer not null default 0;
