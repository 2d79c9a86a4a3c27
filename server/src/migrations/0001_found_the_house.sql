-- Tenants, staff, visitors, conversations and the log. State tables are keyed tenant first; the log is keyed by stream.
-- Row-level security is forced everywhere: even the owner sees nothing without taking one of the two roles.

create table installation (
  singleton boolean primary key default true check (singleton),
  -- Raised when the database is found in another cluster than before: transaction ids start over there.
  log_epoch int not null default 1,
  system_identifier text not null,
  -- When somebody last looked at the deadlines, and when it was resumed after nobody did: that time counts for nobody.
  watched_at timestamptz not null default now(),
  resumed_at timestamptz not null default now(),
  created_at timestamptz not null default now()
);

create table tenants (
  id uuid primary key,
  code text not null unique check (code ~ '^[a-z0-9][a-z0-9-]{1,31}$'),
  name text not null,
  status text not null default 'active' check (status in ('active', 'suspended')),
  settings jsonb not null default '{}',
  created_at timestamptz not null default now()
);

create table roles (
  tenant_id uuid not null references tenants,
  id uuid not null,
  key text not null,
  name text not null,
  permissions text[] not null,
  scope text not null check (scope in ('own', 'group', 'tenant')),
  built_in boolean not null default false,
  primary key (tenant_id, id),
  unique (tenant_id, key)
);

create table groups (
  tenant_id uuid not null references tenants,
  id uuid not null,
  name text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, name)
);

create table members (
  tenant_id uuid not null references tenants,
  id uuid not null,
  account text not null check (account ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
  nickname text not null,
  role_id uuid not null,
  status text not null default 'active' check (status in ('active', 'disabled')),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, account),
  foreign key (tenant_id, role_id) references roles (tenant_id, id)
);

create table group_members (
  tenant_id uuid not null,
  group_id uuid not null,
  member_id uuid not null,
  primary key (tenant_id, group_id, member_id),
  foreign key (tenant_id, group_id) references groups (tenant_id, id),
  foreign key (tenant_id, member_id) references members (tenant_id, id)
);
create index group_members_by_member on group_members (tenant_id, member_id);

-- 状态 and load of a member. `active` changes only where a leg opens or closes; `version` rises with it.
create table agent_load (
  tenant_id uuid not null,
  member_id uuid not null,
  status text not null default 'away' check (status in ('online', 'busy', 'away')),
  capacity int not null default 10 check (capacity between 0 and 500),
  active int not null default 0 check (active >= 0),
  version bigint not null default 0,
  lease_until timestamptz not null default '-infinity',
  seq bigint not null default 0,
  primary key (tenant_id, member_id),
  foreign key (tenant_id, member_id) references members (tenant_id, id)
) with (fillfactor = 70);
-- Heartbeats ask for members of several merchants at once.
create unique index agent_load_by_member on agent_load (member_id);

-- A lease belongs to a socket, by database time. The member is connected while any of his leases lives.
create table leases (
  connection_id uuid primary key,
  tenant_id uuid not null,
  member_id uuid not null,
  node text not null,
  lease_until timestamptz not null,
  foreign key (tenant_id, member_id) references members (tenant_id, id)
);
create index leases_by_member on leases (tenant_id, member_id);

create table channels (
  tenant_id uuid not null references tenants,
  id uuid not null,
  -- Public: stands in the shop's page.
  key text not null unique,
  name text not null,
  group_id uuid not null,
  settings jsonb not null default '{}',
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, group_id) references groups (tenant_id, id)
);

create table contacts (
  tenant_id uuid not null references tenants,
  id uuid not null,
  name text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);

create table visitor_tokens (
  token_hash bytea primary key,
  tenant_id uuid not null,
  contact_id uuid not null,
  channel_id uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id),
  foreign key (tenant_id, channel_id) references channels (tenant_id, id)
);

create table conversations (
  tenant_id uuid not null references tenants,
  id uuid primary key,
  room_number text not null,
  channel_id uuid not null,
  group_id uuid not null,
  group_name text not null,
  contact_id uuid not null,
  visitor_name text not null,
  page jsonb,
  status text not null check (status in ('queued', 'open', 'closed')),
  leg_epoch int not null default 0,
  leg_id uuid,
  member_id uuid,
  member_name text,
  -- Last seq of the stream, and the last one a visitor may see.
  seq bigint not null default 0,
  visitor_seq bigint not null default 0,
  opened_at timestamptz not null,
  queued_at timestamptz not null,
  accepted_at timestamptz,
  closed_at timestamptz,
  end_kind text check (end_kind in ('visitor', 'system', 'agent')),
  visitor_message_count int not null default 0,
  agent_message_count int not null default 0,
  unanswered_since timestamptz,
  last_visitor_at timestamptz,
  last_agent_at timestamptz,
  last_message_seq bigint,
  last_message_at timestamptz,
  last_message_from text,
  last_message_text text,
  foreign key (tenant_id, channel_id) references channels (tenant_id, id),
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id)
  -- Half-empty pages: a message updates its row in place (HOT), so no index may cover what a message changes.
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);

-- One open conversation for a visitor on a channel; CON-02: a room number is unique among the merchant's open rooms.
create unique index conversations_one_open on conversations (tenant_id, contact_id, channel_id) where status <> 'closed';
create unique index conversations_open_room on conversations (tenant_id, room_number) where status <> 'closed';
create index conversations_waiting on conversations (tenant_id, group_id, queued_at, id) where status = 'queued';
create index conversations_of_member on conversations (tenant_id, member_id) where status = 'open';
create index conversations_of_contact on conversations (tenant_id, contact_id, id);

create table legs (
  tenant_id uuid not null,
  id uuid not null,
  conversation_id uuid not null references conversations,
  member_id uuid not null,
  group_id uuid not null,
  origin text not null check (origin in ('visitor', 'transfer')),
  how text not null check (how in ('claim', 'assign', 'transfer')),
  opened_at timestamptz not null,
  closed_at timestamptz,
  end_kind text check (end_kind in ('visitor', 'system', 'agent', 'transfer')),
  primary key (tenant_id, id)
);
create index legs_of_conversation on legs (tenant_id, conversation_id);
create unique index legs_one_open on legs (conversation_id) where closed_at is null;
create index legs_open_of_member on legs (tenant_id, member_id) where closed_at is null;

create table files (
  tenant_id uuid not null references tenants,
  id uuid not null,
  conversation_id uuid not null references conversations,
  actor_kind text not null,
  actor_id uuid not null,
  name text not null,
  mime text not null,
  size bigint not null,
  width int,
  height int,
  sha256 bytea not null,
  storage_key text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);

-- Idempotency of commands that own their transaction; messages are found by their client id in the log itself.
create table requests (
  tenant_id uuid not null,
  actor_id uuid not null,
  client_id uuid not null,
  request_hash bytea not null,
  result jsonb,
  at timestamptz not null default now(),
  primary key (tenant_id, actor_id, client_id)
);
create index requests_by_age on requests (at);

-- One row per open conversation and kind; re-armed lazily when it falls due.
create table deadlines (
  tenant_id uuid not null,
  kind text not null,
  subject uuid not null,
  due_at timestamptz not null,
  primary key (kind, subject)
);
create index deadlines_due on deadlines (due_at);

-- The log of everything.
create table events (
  tenant_id uuid not null,
  stream text not null,
  stream_id uuid not null,
  seq bigint not null,
  -- Seq of the last earlier event a visitor may see; null: this one no visitor may see.
  visitor_prev bigint,
  type text not null,
  version smallint not null,
  payload jsonb not null,
  actor_kind text not null,
  actor_id uuid not null,
  actor_name text not null,
  client_id uuid,
  request_hash bytea,
  at timestamptz not null,
  epoch int not null,
  txid xid8 not null default pg_current_xact_id(),
  primary key (stream_id, seq)
) partition by range (stream_id);
create unique index events_once on events (stream_id, actor_id, client_id);
create index events_in_order on events (epoch, txid);

-- Lowest UUIDv7 of an instant.
create function uuid_at(instant timestamptz) returns uuid language sql immutable strict as $$
  select (lpad(to_hex((extract(epoch from instant) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$$;

-- Month-sized partitions from `first` on. Idempotent; returns how many it made.
create function ensure_event_partitions(first date, months int) returns int language plpgsql as $$
declare
  made int := 0;
  starts date := date_trunc('month', first)::date;
  partition text;
begin
  for i in 1 .. months loop
    partition := 'events_' || to_char(starts, 'YYYY_MM');
    if to_regclass(partition) is null then
      begin
        execute format('create table %I partition of events for values from (%L) to (%L)', partition,
          uuid_at(starts::timestamp at time zone 'UTC'), uuid_at((starts + interval '1 month') at time zone 'UTC'));
        execute format('alter table %I enable row level security', partition);
        execute format('alter table %I force row level security', partition);
        made := made + 1;
      exception when check_violation then
        -- Rows of this month are in the default partition already, since nobody made partitions for so long: they stay
        -- there, and the months after it get theirs.
        null;
      end;
    end if;
    starts := (starts + interval '1 month')::date;
  end loop;
  return made;
end $$;

create table events_default partition of events default;
create table events_long_lived partition of events
  for values from ('ff000000-0000-0000-0000-000000000000') to ('ffffffff-ffff-ffff-ffff-ffffffffffff');
alter table events_default enable row level security;
alter table events_default force row level security;
alter table events_long_lived enable row level security;
alter table events_long_lived force row level security;
select ensure_event_partitions((now() at time zone 'UTC')::date, 3);

-- How far each reader of the log has come.
create table log_readers (
  name text primary key,
  epoch int not null default 0,
  txid xid8 not null default '0',
  stream_id uuid not null default '00000000-0000-0000-0000-000000000000',
  seq bigint not null default 0,
  updated_at timestamptz not null default now()
);

do $$
declare
  name text;
  system_only text[] := array['installation', 'log_readers'];
begin
  foreach name in array array['installation', 'tenants', 'roles', 'groups', 'members', 'group_members', 'agent_load', 'leases',
    'channels', 'contacts', 'visitor_tokens', 'conversations', 'legs', 'files', 'requests', 'deadlines', 'events', 'log_readers'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy system on %I to keqiao_system using (true) with check (true)', name);
    execute format('grant select, insert, update, delete on %I to keqiao_system', name);
    continue when name = any (system_only);
    if name = 'tenants' then
      execute 'create policy tenant on tenants for select to keqiao_tenant using (id = (select current_setting(''app.tenant'')::uuid))';
      execute 'grant select on tenants to keqiao_tenant';
    elsif name = 'events' then
      execute 'create policy tenant on events to keqiao_tenant using (tenant_id = (select current_setting(''app.tenant'')::uuid))
        with check (tenant_id = (select current_setting(''app.tenant'')::uuid))';
      execute 'grant select, insert on events to keqiao_tenant';
    else
      execute format('create policy tenant on %I to keqiao_tenant using (tenant_id = (select current_setting(''app.tenant'')::uuid))
        with check (tenant_id = (select current_setting(''app.tenant'')::uuid))', name);
      execute format('grant select, insert, update, delete on %I to keqiao_tenant', name);
    end if;
  end loop;
  execute format('grant usage on schema public to keqiao_tenant, keqiao_system');
end $$;
