-- A second factor that was guessed at too often is locked for a while (better-auth counts here).
alter table two_factor add column failed_verification_count integer default 0;
alter table two_factor add column locked_until timestamptz(3);
