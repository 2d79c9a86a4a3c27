-- Orders that a shop has signed for in the token that names its customer; the last token that said anything of them
-- counts, whole. Only these are shown as vouched for.
create table signed_orders (
  tenant_id uuid not null,
  contact_id uuid not null,
  orders jsonb not null,
  told_at timestamptz not null,
  primary key (tenant_id, contact_id),
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id)
);

alter table signed_orders enable row level security;
alter table signed_orders force row level security;
create policy system on signed_orders to keqiao_system using (true) with check (true);
create policy tenant on signed_orders to keqiao_tenant using (tenant_id = (select current_setting('app.tenant')::uuid))
  with check (tenant_id = (select current_setting('app.tenant')::uuid));
grant select, insert, update, delete on signed_orders to keqiao_tenant, keqiao_system;
