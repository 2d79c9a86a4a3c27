-- MGT-16: since when an agent has had his status; long absences are told by it.
alter table agent_load add column status_at timestamptz not null default now();

-- How many waited in a group in a minute, the most that were seen at once. Minutes in which nobody did have no row, and
-- rows are kept for a day: they draw a line on the board and are no source of any report.
create table queue_samples (
  tenant_id uuid not null references tenants,
  group_id uuid not null,
  minute timestamptz not null,
  waiting int not null check (waiting > 0),
  primary key (tenant_id, minute, group_id)
);
create index queue_samples_by_minute on queue_samples (minute);

alter table queue_samples enable row level security;
alter table queue_samples force row level security;
create policy system on queue_samples to keqiao_system using (true) with check (true);
create policy tenant on queue_samples to keqiao_tenant using (tenant_id = (select current_setting('app.tenant')::uuid))
  with check (tenant_id = (select current_setting('app.tenant')::uuid));
grant select, insert, update, delete on queue_samples to keqiao_tenant, keqiao_system;
