-- The first administrator of a merchant comes by a link that works once and for a day. Looked up before its merchant is
-- known, so only the system role may enter.
create table set_up_links (
  token_hash bytea primary key,
  tenant_id uuid not null references tenants on delete cascade,
  expires_at timestamptz not null,
  -- Who came by it: a repeat after a lost answer finds him again.
  member_id uuid,
  created_at timestamptz not null default now(),
  foreign key (tenant_id, member_id) references members (tenant_id, id)
);
create index set_up_links_of_tenant on set_up_links (tenant_id);
alter table set_up_links enable row level security;
alter table set_up_links force row level security;
create policy system on set_up_links to keqiao_system using (true) with check (true);
grant select, insert, update, delete on set_up_links to keqiao_system;
