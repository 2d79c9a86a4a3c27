-- Sign-in in two steps: a code of an authenticator application after the password, or one of ten codes kept on paper.

-- The key that member and server share, sealed by the installation's secret.
create table second_factors (
  tenant_id uuid not null,
  member_id uuid not null,
  sealed bytea not null,
  -- The half minute of the newest code that was used: no code is good twice.
  last_step bigint not null,
  enabled_at timestamptz not null,
  primary key (tenant_id, member_id),
  foreign key (tenant_id, member_id) references members (tenant_id, id)
);

-- Hashes of recovery codes; 80 random bits each, which no search can hit.
create table recovery_codes (
  tenant_id uuid not null,
  member_id uuid not null,
  hash bytea not null,
  used_at timestamptz,
  primary key (tenant_id, member_id, hash),
  foreign key (tenant_id, member_id) references second_factors (tenant_id, member_id) on delete cascade
);

do $$
declare
  name text;
begin
  foreach name in array array['second_factors', 'recovery_codes'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy system on %I to keqiao_system using (true) with check (true)', name);
    execute format('create policy tenant on %I to keqiao_tenant using (tenant_id = (select current_setting(''app.tenant'')::uuid))
      with check (tenant_id = (select current_setting(''app.tenant'')::uuid))', name);
    execute format('grant select, insert, update, delete on %I to keqiao_tenant, keqiao_system', name);
  end loop;
end $$;
