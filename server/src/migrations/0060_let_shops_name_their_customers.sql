-- VIS-01: whom a shop vouches for. The shop's own id of its customer stands for him on every device; what the shop says
-- of him is kept apart from what agents write down.
create table contact_identities (
  tenant_id uuid not null,
  external_id text not null,
  contact_id uuid not null,
  name text not null,
  phone text,
  email text,
  identified_at timestamptz not null default now(),
  primary key (tenant_id, external_id),
  unique (tenant_id, contact_id),
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id)
);

-- With what a shop signs, sealed by the installation's secret. The newest counts; the one before until it ends.
create table channel_secrets (
  tenant_id uuid not null,
  id uuid not null,
  channel_id uuid not null,
  sealed bytea not null,
  created_at timestamptz not null,
  ends_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, channel_id) references channels (tenant_id, id)
);
create index channel_secrets_of_channel on channel_secrets (tenant_id, channel_id, id);

-- Head of the channel's stream, and the version an editor has read.
alter table channels add column seq bigint not null default 0;

-- Who agreed to which privacy text, so that he is asked once.
create table consents (
  tenant_id uuid not null,
  contact_id uuid not null,
  channel_id uuid not null,
  version int not null,
  accepted_at timestamptz not null,
  primary key (tenant_id, contact_id, channel_id, version),
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id),
  foreign key (tenant_id, channel_id) references channels (tenant_id, id)
);

-- No index covers these, so that the row is updated in place.
alter table conversations
  add column visitor_verified boolean not null default false,
  -- Whose it was before the shop named its visitor.
  add column former_contact_id uuid,
  -- The privacy text he has to agree to before his first word, and when he did; null: none.
  add column consent_version int,
  add column consent_at timestamptz;

do $$
declare
  name text;
begin
  foreach name in array array['contact_identities', 'channel_secrets', 'consents'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy system on %I to keqiao_system using (true) with check (true)', name);
    execute format('create policy tenant on %I to keqiao_tenant using (tenant_id = (select current_setting(''app.tenant'')::uuid))
      with check (tenant_id = (select current_setting(''app.tenant'')::uuid))', name);
    execute format('grant select, insert, update, delete on %I to keqiao_tenant, keqiao_system', name);
  end loop;
end $$;

-- ACC-03: the built-in administrator may do everything; a new permission is added to those there are.
set local role keqiao_system;
update roles set permissions = array_append(permissions, 'channel:manage')
 where built_in and key = 'administrator' and not 'channel:manage' = any(permissions);
reset role;
