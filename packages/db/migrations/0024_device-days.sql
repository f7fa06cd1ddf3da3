-- Of a mission's device the day is kept on which it was last there, by UTC; of a speaker's, nothing after its opening.
update link_device d
set last_seen_at = case l.purpose
  when 'delegate' then date_trunc('day', d.last_seen_at, 'UTC')
  else d.opened_at
end
from access_link l
where l.id = d.link_id;
