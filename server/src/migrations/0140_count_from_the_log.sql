-- Figures from the log (metrics.md): facts are what one visit, dialogue or offline message adds to figures; roll-ups are
-- sums of facts. Both are written by one reader of the log, in the transaction that moves its position. Every merchant has
-- a generation of them; a rebuild writes the next one beside it, and who is read changes in one statement.

create table metric_generations (
  tenant_id uuid primary key references tenants,
  generation int not null default 1,
  -- When the rebuild that is under way was last seen at work; null: none is.
  rebuilt_at timestamptz
);

-- The zones of a merchant's days, by the instant from which each holds: appended to, never changed.
create table metric_zones (
  tenant_id uuid not null references tenants,
  generation int not null,
  from_at bigint not null,
  zone text not null,
  -- Of the setting that said so.
  version int not null,
  primary key (tenant_id, generation, from_at)
);

-- What the reader knows of a stream when its next event comes. An event at or below "seq" was read before.
create table metric_streams (
  tenant_id uuid not null references tenants,
  generation int not null,
  stream_id uuid not null,
  stream text not null,
  seq bigint not null,
  state jsonb not null,
  primary key (tenant_id, generation, stream_id)
);
create index metric_streams_of_members on metric_streams (tenant_id, generation) where stream = 'member';

-- Group, member, zone and day are those of the instant "at"; nothing that happens later changes them.
create table metric_facts (
  tenant_id uuid not null references tenants,
  generation int not null,
  kind text not null check (kind in ('visit', 'dialogue', 'offlineMessage')),
  id uuid not null,
  stream_id uuid not null,
  conversation_id uuid,
  at bigint not null,
  ended_at bigint,
  day date not null,
  hour smallint not null,
  zone text not null,
  zone_version int not null,
  group_id uuid not null,
  group_name text not null,
  member_id uuid,
  member_name text,
  channel_id uuid not null,
  room_number text,
  visitor_name text not null,
  rating smallint,
  visits int, accepted int, abandoned int, queue_messages int, unstaffed_messages int, valid_sessions int, queued int, queued_accepted int, wait_ms bigint, abandon_wait_ms bigint,
  dialogues int, valid_dialogues int, visitor_dialogues int, transfers_in int, transfers_out int, replied_dialogues int, first_reply_ms bigint, first_replies_in_time int, dialogues_with_round int,
  rounds int, replied_rounds int, reply_ms bigint, replies_in_time int, day_rounds int, day_rounds_in_three int, agent_messages int, visitor_messages int,
  closed_dialogues int, duration_ms bigint, closed_valid_dialogues int, valid_duration_ms bigint, invites int, ratings int, rated_1 int, rated_2 int, rated_3 int, rated_4 int, rated_5 int,
  offline_messages int, replied_messages int, message_reply_ms bigint, online_ms bigint, busy_ms bigint, away_ms bigint, status_changes int, stayed int, longest_wait_ms bigint, longest_ms bigint, last_sign_out_at bigint, first_sign_in_at bigint,
  primary key (tenant_id, generation, kind, id)
);
create index metric_facts_by_day on metric_facts (tenant_id, generation, day, kind);
create index metric_facts_by_stream on metric_facts (tenant_id, generation, stream_id);

-- Three grains: a quarter of an hour (slot: quarters since 1970), an hour of the merchant's day without members (slot: 0
-- to 23), and his day. Who has no group, member or channel has the id of nobody.
create table metric_rollups (
  tenant_id uuid not null references tenants,
  generation int not null,
  grain text not null check (grain in ('quarter', 'hour', 'day')),
  day date not null,
  slot int not null,
  hour smallint not null,
  group_id uuid not null,
  member_id uuid not null,
  channel_id uuid not null,
  -- As they were called at "named_at", the last instant of the row.
  group_name text not null,
  member_name text not null,
  named_at bigint not null,
  visits int, accepted int, abandoned int, queue_messages int, unstaffed_messages int, valid_sessions int, queued int, queued_accepted int, wait_ms bigint, abandon_wait_ms bigint,
  dialogues int, valid_dialogues int, visitor_dialogues int, transfers_in int, transfers_out int, replied_dialogues int, first_reply_ms bigint, first_replies_in_time int, dialogues_with_round int,
  rounds int, replied_rounds int, reply_ms bigint, replies_in_time int, day_rounds int, day_rounds_in_three int, agent_messages int, visitor_messages int,
  closed_dialogues int, duration_ms bigint, closed_valid_dialogues int, valid_duration_ms bigint, invites int, ratings int, rated_1 int, rated_2 int, rated_3 int, rated_4 int, rated_5 int,
  offline_messages int, replied_messages int, message_reply_ms bigint, online_ms bigint, busy_ms bigint, away_ms bigint, status_changes int, stayed int, longest_wait_ms bigint, longest_ms bigint, last_sign_out_at bigint, first_sign_in_at bigint,
  primary key (tenant_id, generation, grain, day, slot, group_id, member_id, channel_id)
) with (fillfactor = 80);

-- Reasons of low ratings and categories of summaries, by the words of that day.
create table metric_tallies (
  tenant_id uuid not null references tenants,
  generation int not null,
  subject_id uuid not null,
  kind text not null check (kind in ('reason', 'category')),
  text text not null,
  stream_id uuid not null,
  day date not null,
  group_id uuid not null,
  member_id uuid,
  channel_id uuid not null,
  primary key (tenant_id, generation, subject_id, kind, text)
);
create index metric_tallies_by_day on metric_tallies (tenant_id, generation, day, kind);

-- Parts of the log that were taken away. What was counted of their streams stays as it is.
create table metric_archives (
  partition text primary key,
  from_id uuid not null,
  to_id uuid not null,
  at timestamptz not null default now()
);

-- Takes a month out of the log; its table stays, detached, to be put away. The mark is made in the same transaction.
create function archive_event_partition(month date)
returns text language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
declare
  starts date := date_trunc('month', month)::date;
  name text := 'events_' || to_char(starts, 'YYYY_MM');
begin
  execute format('alter table events detach partition %I', name);
  insert into metric_archives (partition, from_id, to_id)
  values (name, uuid_at(starts::timestamp at time zone 'UTC'), uuid_at((starts + interval '1 month') at time zone 'UTC'));
  return name;
end $$;
revoke execute on function archive_event_partition from public;
grant execute on function archive_event_partition to keqiao_system;

-- Whether the log has said that a member is connected: compared with his leases, which end by themselves.
alter table agent_load add column told_connected boolean not null default false;

do $$
declare
  name text;
begin
  foreach name in array array['metric_generations', 'metric_zones', 'metric_streams', 'metric_facts', 'metric_rollups',
    'metric_tallies', 'metric_archives'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy system on %I to keqiao_system using (true) with check (true)', name);
    execute format('grant select, insert, update, delete on %I to keqiao_system', name);
    continue when name = 'metric_archives';
    execute format('create policy tenant on %I for select to keqiao_tenant using (tenant_id = (select current_setting(''app.tenant'')::uuid))', name);
    execute format('grant select on %I to keqiao_tenant', name);
  end loop;
end $$;
-- How far the reader of figures has come is no secret of anybody.
create policy tenant on log_readers for select to keqiao_tenant using (name = 'metric');
grant select on log_readers to keqiao_tenant;
