-- 统计口径: where vendors differ most the merchant says what figures are counted by, and each fact is counted by what held
-- when it began. As with zones, what was decided is kept with the instant from which it holds, and never changed.

create table metric_settings (
  tenant_id uuid not null references tenants,
  generation int not null,
  from_at bigint not null,
  -- Of the setting that said so.
  version int not null,
  settings jsonb not null,
  primary key (tenant_id, generation, from_at)
);
alter table metric_settings enable row level security;
alter table metric_settings force row level security;
create policy system on metric_settings to keqiao_system using (true) with check (true);
grant select, insert, update, delete on metric_settings to keqiao_system;
create policy tenant on metric_settings for select to keqiao_tenant
  using (tenant_id = (select current_setting('app.tenant')::uuid));
grant select on metric_settings to keqiao_tenant;

-- The version a fact is counted by; null: of a fact that no setting changes. Nothing was ever decided before now.
alter table metric_facts add column settings_version int, add column satisfaction_base int;
update metric_facts set settings_version = 0 where kind <> 'offlineMessage';
-- What stands below the line of 满意率 is counted by itself from now on; until now these were the ratings.
update metric_facts set satisfaction_base = ratings where ratings is not null;
alter table metric_rollups add column satisfaction_base int;
update metric_rollups set satisfaction_base = ratings where ratings is not null;
