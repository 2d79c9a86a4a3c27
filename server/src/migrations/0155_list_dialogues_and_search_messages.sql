-- 对话 (MGT-03): one row for each leg, everything by which the list can be asked, sorted and shown. A reader of the log
-- fills it, so no message touches a row more than before; whatever it says can be told anew from the log.
create table dialogues (
  tenant_id uuid not null references tenants,
  leg_id uuid not null,
  conversation_id uuid not null,
  ordinal int not null,
  leg_count int not null,
  room_number text not null,
  contact_id uuid not null,
  visitor_name text not null,
  member_id uuid not null,
  member_name text not null,
  group_id uuid not null,
  group_name text not null,
  channel_id uuid not null,
  channel_name text not null,
  origin text not null check (origin in ('visitor', 'transfer')),
  opened_at timestamptz not null,
  wait_ms bigint,
  -- What follows is settled when the leg closes; null before.
  closed_at timestamptz,
  end_kind text check (end_kind in ('visitor', 'system', 'agent', 'transfer')),
  valid boolean,
  duration_ms bigint,
  first_reply_ms bigint,
  reply_mean_ms bigint,
  round_count int,
  visitor_message_count int,
  agent_message_count int,
  file_count int,
  -- What comes after it.
  invited boolean not null default false,
  rating_score int,
  summary_category text,
  summary_solved boolean,
  summary_follow_up boolean,
  page_url text,
  page_title text,
  region text,
  primary key (tenant_id, leg_id)
);
create index dialogues_opened on dialogues (tenant_id, opened_at, leg_id);
create index dialogues_closed on dialogues (tenant_id, closed_at, leg_id);
create index dialogues_of_member on dialogues (tenant_id, member_id, opened_at, leg_id);
create index dialogues_of_group on dialogues (tenant_id, group_id, opened_at, leg_id);
create index dialogues_of_conversation on dialogues (tenant_id, conversation_id);
create index dialogues_of_contact on dialogues (tenant_id, contact_id, opened_at);
create index dialogues_room on dialogues (tenant_id, room_number, leg_id);
-- What is sorted by most often; -1 stands for what there is none of, as in the statement that sorts.
create index dialogues_first_reply on dialogues (tenant_id, coalesce(first_reply_ms, -1), leg_id);
create index dialogues_duration on dialogues (tenant_id, coalesce(duration_ms, -1), leg_id);
create index dialogues_wait on dialogues (tenant_id, coalesce(wait_ms, -1), leg_id);
create index dialogues_rated on dialogues (tenant_id, rating_score, opened_at) where rating_score is not null;

-- Which columns a member looks at, and the conditions he gave a name.
create table dialogue_preferences (
  tenant_id uuid not null,
  member_id uuid not null,
  columns text[],
  saved jsonb not null default '[]',
  primary key (tenant_id, member_id),
  foreign key (tenant_id, member_id) references members (tenant_id, id)
);

do $$
declare
  name text;
begin
  foreach name in array array['dialogues', 'dialogue_preferences'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy system on %I to keqiao_system using (true) with check (true)', name);
    execute format('create policy tenant on %I to keqiao_tenant using (tenant_id = (select current_setting(''app.tenant'')::uuid))
      with check (tenant_id = (select current_setting(''app.tenant'')::uuid))', name);
    execute format('grant select, insert, update, delete on %I to keqiao_tenant, keqiao_system', name);
  end loop;
end $$;

-- Search in messages (architecture.md section 8). Behind the wall its index would be of no use, so only the system role
-- may enter, by one function that always names the merchant: his id is a lexeme of each vector.
create table message_search (
  tenant_id uuid not null,
  conversation_id uuid not null,
  seq bigint not null,
  at timestamptz not null,
  terms tsvector not null,
  primary key (conversation_id, seq, at)
) partition by range (at);
create index message_search_terms on message_search using gin (terms);
alter table message_search enable row level security;
alter table message_search force row level security;
create policy system on message_search to keqiao_system using (true) with check (true);
grant select, insert, update, delete on message_search to keqiao_system;

-- The month of an instant gets its partition when the first message of it is read. Idempotent.
create function ensure_message_search_month(instant timestamptz)
returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  starts timestamp := date_trunc('month', instant at time zone 'UTC');
  partition text := 'message_search_' || to_char(starts, 'YYYY_MM');
begin
  if to_regclass(partition) is not null then
    return;
  end if;
  execute format('create table if not exists %I partition of message_search for values from (%L) to (%L)', partition,
    starts at time zone 'UTC', (starts + interval '1 month') at time zone 'UTC');
  execute format('alter table %I enable row level security', partition);
  execute format('alter table %I force row level security', partition);
end $$;
revoke execute on function ensure_message_search_month from public;
grant execute on function ensure_message_search_month to keqiao_system;
