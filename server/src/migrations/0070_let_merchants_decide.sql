-- What a merchant decides about himself: one row for each setting, in a stream of its own whose seq is the version.
-- tenants.settings, which only the system door could write, is read no more; it goes with a later release.
create table settings (
  tenant_id uuid not null references tenants,
  name text not null,
  -- In the range of what lives for years.
  stream_id uuid not null unique,
  value jsonb not null default '{}',
  seq bigint not null default 0,
  primary key (tenant_id, name)
);

-- The streams of groups.
alter table groups add column seq bigint not null default 0;

-- 留言 (VIS-02): left when nobody could take the chat.
create table offline_messages (
  tenant_id uuid not null references tenants,
  id uuid not null,
  status text not null default 'open' check (status in ('open', 'replied')),
  channel_id uuid not null,
  contact_id uuid not null,
  conversation_id uuid references conversations,
  group_id uuid not null,
  group_name text not null,
  cause text not null check (cause in ('outside-hours', 'unstaffed', 'queue')),
  name text not null,
  phone text,
  email text,
  text text not null,
  page jsonb,
  created_at timestamptz not null,
  -- Last seq of its stream.
  seq bigint not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, channel_id) references channels (tenant_id, id),
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id),
  check (phone is not null or email is not null)
);
create index offline_messages_by_status on offline_messages (tenant_id, status, id);
create index offline_messages_of_contact on offline_messages (tenant_id, contact_id, created_at);

do $$
declare
  name text;
begin
  foreach name in array array['settings', 'offline_messages'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy system on %I to keqiao_system using (true) with check (true)', name);
    execute format('create policy tenant on %I to keqiao_tenant using (tenant_id = (select current_setting(''app.tenant'')::uuid))
      with check (tenant_id = (select current_setting(''app.tenant'')::uuid))', name);
    execute format('grant select, insert, update, delete on %I to keqiao_tenant, keqiao_system', name);
  end loop;
end $$;

-- Rows are behind the wall for the owner too.
set local role keqiao_system;
insert into settings (tenant_id, name, stream_id, value)
select id, 'routing', overlay(gen_random_uuid()::text placing 'ff' from 1 for 2)::uuid, settings -> 'routing'
  from tenants where settings ? 'routing';
update roles set permissions = array_append(permissions, 'settings:manage')
 where built_in and key = 'administrator' and not 'settings:manage' = any (permissions);
update roles set permissions = array_append(permissions, 'offlineMessage:read')
 where built_in and key = 'administrator' and not 'offlineMessage:read' = any (permissions);
reset role;
