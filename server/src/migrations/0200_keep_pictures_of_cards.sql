-- Pictures of product and order cards, fetched once from where a shop's page says they lie. The content lies beside the
-- files of messages; a row without a key says that it could not be fetched, and how often that was tried.
create table foreign_pictures (
  tenant_id uuid not null references tenants,
  source_hash bytea not null,
  source text not null,
  storage_key text,
  failures int not null default 0,
  tried_at timestamptz not null,
  primary key (tenant_id, source_hash)
);

alter table foreign_pictures enable row level security;
alter table foreign_pictures force row level security;
create policy system on foreign_pictures to keqiao_system using (true) with check (true);
create policy tenant on foreign_pictures to keqiao_tenant using (tenant_id = (select current_setting('app.tenant')::uuid))
  with check (tenant_id = (select current_setting('app.tenant')::uuid));
grant select, insert, update on foreign_pictures to keqiao_tenant, keqiao_system;

-- What the shop's page says are the visitor's own orders.
alter table visits add column orders jsonb not null default '[]';
