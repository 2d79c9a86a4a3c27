-- Automatic assignment, transfer and release.

-- When the agent was last given a dialogue: of equals, whoever has gone longest without a new one is next.
alter table agent_load add column last_leg_at timestamptz;

-- Since when the present leg is open; silence after a transfer counts from there.
alter table conversations add column leg_opened_at timestamptz;
-- 发起方式 of the leg that is open or was the last one; null while the conversation waits.
alter table conversations add column leg_origin text check (leg_origin in ('visitor', 'transfer'));

-- Whether the visitor was connected when last seen (G3c): noted when a connection comes or goes and every few minutes, so
-- that a node that dies takes no truth along. No index covers these, so that the row is updated in place.
alter table conversations add column visitor_here boolean not null default false;
alter table conversations add column visitor_seen_at timestamptz;

-- The last accepts of a group, for the expected wait.
create index legs_of_group on legs (tenant_id, group_id, opened_at);

-- Rows are behind the wall for the owner too.
set local role keqiao_system;
update conversations set leg_opened_at = accepted_at where status = 'open';
update conversations set leg_origin = 'visitor' where accepted_at is not null;
update roles set permissions = array_append(permissions, 'conversation:transfer')
 where built_in and not 'conversation:transfer' = any (permissions);
set local role none;
