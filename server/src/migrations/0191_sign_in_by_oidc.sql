-- Sign-in by a merchant's own provider of OpenID Connect (ACC-02).

-- The secret of the client, sealed by the installation's secret. All else about the provider is a setting.
create table sso_secrets (
  tenant_id uuid primary key references tenants,
  sealed bytea not null
);

-- Who somebody is for a provider: kept from his first sign-in on, so that no later change of names makes him another.
create table sso_identities (
  tenant_id uuid not null,
  issuer text not null,
  subject text not null,
  member_id uuid not null,
  created_at timestamptz not null,
  primary key (tenant_id, issuer, subject),
  unique (tenant_id, issuer, member_id),
  foreign key (tenant_id, member_id) references members (tenant_id, id)
);

do $$
declare
  name text;
begin
  foreach name in array array['sso_secrets', 'sso_identities'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy system on %I to keqiao_system using (true) with check (true)', name);
    execute format('create policy tenant on %I to keqiao_tenant using (tenant_id = (select current_setting(''app.tenant'')::uuid))
      with check (tenant_id = (select current_setting(''app.tenant'')::uuid))', name);
    execute format('grant select, insert, update, delete on %I to keqiao_tenant, keqiao_system', name);
  end loop;
end $$;
