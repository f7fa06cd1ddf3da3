-- When each of the staff last wrote, rewrote, settled, reopened or removed a remark, or answered a question: what a
-- decision must have seen of the others. A removed row leaves no instant of its own.
create table judgement (
  statement_id uuid not null,
  user_id text not null,
  at timestamptz(3) not null,
  primary key (statement_id, user_id)
);
alter table judgement add constraint judgement_statement_id_fkey foreign key (statement_id) references statement (id);
insert into judgement (statement_id, user_id, at)
  select statement_id, user_id, max(at) from (
    select statement_id, made_by_id as user_id, coalesce(edited_at, created_at) as at from note
    union all select statement_id, resolved_by_id, resolved_at from note where resolved_at is not null
    union all select statement_id, made_by_id, coalesce(edited_at, created_at) from comment
    union all select statement_id, resolved_by_id, resolved_at from comment where resolved_at is not null
    union all select t.statement_id, a.answered_by_id, a.answered_at
      from checklist_answer a join take t on t.id = a.take_id
  ) acts where user_id is not null group by statement_id, user_id;

-- Since when a comment that was settled is open again: it goes with the next decision.
alter table comment add column open_since timestamptz(3);
-- The words as the decision found them that stood when they were written anew, and since when they were so: a speaker
-- reads those until the next decision.
alter table comment add column decided_body text;
alter table comment add column decided_since timestamptz(3);

-- An administrator has seen that a mail failed, and wants to be told of it no more. The row stays: it says what was told.
alter table mail add column dismissed_at timestamptz(3);
