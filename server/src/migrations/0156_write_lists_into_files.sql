-- 导出: who wrote which list into a file, by which conditions. The row stays when the file is gone after a day: it says
-- who took what out of the house.
create table exports (
  tenant_id uuid not null references tenants,
  id uuid not null,
  member_id uuid not null,
  what text not null,
  format text not null check (format in ('xlsx', 'csv', 'transcript')),
  conditions jsonb not null,
  columns text[],
  locale text not null,
  status text not null default 'waiting' check (status in ('waiting', 'running', 'done', 'failed', 'cancelled', 'expired')),
  done_count int not null default 0,
  total_count int,
  error text,
  storage_key text,
  file_name text,
  size bigint,
  created_at timestamptz not null,
  finished_at timestamptz,
  expires_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, member_id) references members (tenant_id, id)
);
create index exports_of_member on exports (tenant_id, member_id, created_at);
create index exports_expiring on exports (expires_at) where status = 'done';
-- A signed address names an export and no merchant.
create unique index exports_by_id on exports (id);

alter table exports enable row level security;
alter table exports force row level security;
create policy system on exports to keqiao_system using (true) with check (true);
create policy tenant on exports to keqiao_tenant using (tenant_id = (select current_setting('app.tenant')::uuid))
  with check (tenant_id = (select current_setting('app.tenant')::uuid));
grant select, insert, update on exports to keqiao_tenant, keqiao_system;
