-- Accounts from a merchant's back office by SCIM 2.0 (ACC-02, ACC-04).

-- What lets a back office in. Only a hash is kept: 32 random bytes, which no search can hit.
create table provisioning_tokens (
  tenant_id uuid not null references tenants,
  id uuid not null,
  token_hash bytea not null unique,
  ending text not null,
  created_by text not null,
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (tenant_id, id)
);

-- What others than the console know of a member. `scim`: the back office keeps him; `oidc`: made at his first sign-in.
create table upstream_members (
  tenant_id uuid not null,
  member_id uuid not null,
  origin text not null check (origin in ('scim', 'oidc')),
  user_name text,
  external_id text,
  -- The attributes of SCIM as they were said, so that what is read is what was written.
  profile jsonb not null default '{}',
  is_main boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- The back office has deleted him: he is gone for it, and disabled here, where his dialogues still name him.
  removed_at timestamptz,
  primary key (tenant_id, member_id),
  foreign key (tenant_id, member_id) references members (tenant_id, id),
  check (origin = 'oidc' or user_name is not null)
);
create unique index upstream_members_by_user_name on upstream_members (tenant_id, lower(user_name))
  where removed_at is null;
create unique index upstream_members_by_external_id on upstream_members (tenant_id, external_id)
  where removed_at is null;

-- The back office's own id of a group.
create table upstream_groups (
  tenant_id uuid not null,
  group_id uuid not null,
  external_id text not null,
  primary key (tenant_id, group_id),
  foreign key (tenant_id, group_id) references groups (tenant_id, id) on delete cascade
);

do $$
declare
  name text;
begin
  foreach name in array array['provisioning_tokens', 'upstream_members', 'upstream_groups'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy system on %I to keqiao_system using (true) with check (true)', name);
    execute format('create policy tenant on %I to keqiao_tenant using (tenant_id = (select current_setting(''app.tenant'')::uuid))
      with check (tenant_id = (select current_setting(''app.tenant'')::uuid))', name);
    execute format('grant select, insert, update, delete on %I to keqiao_tenant, keqiao_system', name);
  end loop;
end $$;
