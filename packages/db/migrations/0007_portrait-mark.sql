-- Which portrait may be shown; null for none. A card that shows another one is shown to nobody.
alter table statement add column portrait_mark text;
