-- Keys by which programs of a merchant act for the member who made them. Never deleted: the log names them.
create table api_keys (
  tenant_id uuid not null references tenants,
  id uuid not null,
  name text not null,
  -- The beginning of the key; all of it is stored nowhere, only its SHA-256.
  prefix text not null,
  token_hash bytea not null unique,
  scopes text[] not null,
  member_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  -- Last seq of its stream.
  seq bigint not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, member_id) references members (tenant_id, id)
);

-- Null: the actor did it himself, or no member did it.
alter table events add column actor_key uuid;

do $$
declare
  name text;
begin
  foreach name in array array['api_keys'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy system on %I to keqiao_system using (true) with check (true)', name);
    execute format('create policy tenant on %I to keqiao_tenant using (tenant_id = (select current_setting(''app.tenant'')::uuid))
      with check (tenant_id = (select current_setting(''app.tenant'')::uuid))', name);
    execute format('grant select, insert, update, delete on %I to keqiao_tenant, keqiao_system', name);
  end loop;
end $$;
