-- 群发消息 (CON-08): what an administrator says to his own agents, and who has read it. Whom it goes to is settled when it
-- is sent: there is no row for anybody else, and none for a visitor.
create table broadcasts (
  tenant_id uuid not null references tenants,
  id uuid not null,
  by_id uuid not null,
  by_name text not null,
  text text not null,
  audience jsonb not null,
  recipient_count int not null,
  sent_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, by_id) references members (tenant_id, id)
);

create table broadcast_recipients (
  tenant_id uuid not null,
  broadcast_id uuid not null,
  member_id uuid not null,
  read_at timestamptz,
  primary key (tenant_id, broadcast_id, member_id),
  foreign key (tenant_id, broadcast_id) references broadcasts (tenant_id, id),
  foreign key (tenant_id, member_id) references members (tenant_id, id)
);
create index broadcasts_of_member on broadcast_recipients (tenant_id, member_id, broadcast_id);

do $$
declare
  name text;
begin
  foreach name in array array['broadcasts', 'broadcast_recipients'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy system on %I to keqiao_system using (true) with check (true)', name);
    execute format('create policy tenant on %I to keqiao_tenant using (tenant_id = (select current_setting(''app.tenant'')::uuid))
      with check (tenant_id = (select current_setting(''app.tenant'')::uuid))', name);
    execute format('grant select, insert, update, delete on %I to keqiao_tenant, keqiao_system', name);
  end loop;
end $$;
