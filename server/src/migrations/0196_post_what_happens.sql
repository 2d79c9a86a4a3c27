-- Addresses to which events of a merchant are posted.
create table webhooks (
  tenant_id uuid not null references tenants,
  id uuid not null,
  name text not null,
  url text not null,
  event_types text[] not null,
  -- Sealed by the installation's secret. The one before signs too until its end.
  sealed bytea not null,
  previous_sealed bytea,
  previous_ends_at timestamptz,
  -- It gets what happens from then on; null: it is disabled.
  active_since timestamptz,
  disabled_reason text check (disabled_reason in ('manual', 'gone', 'failing')),
  disabled_at timestamptz,
  -- Since when nothing but failures came back; null: the last delivery succeeded.
  failing_since timestamptz,
  created_at timestamptz not null,
  -- Last seq of its stream.
  seq bigint not null,
  primary key (tenant_id, id),
  check ((active_since is null) = (disabled_at is not null))
);

-- One event's way to one endpoint. `due_at` is when it is tried next; whoever tries it moves it on first, so that of two
-- processes one has it, and that it comes again where that process dies.
create table webhook_deliveries (
  tenant_id uuid not null,
  id uuid not null,
  webhook_id uuid not null,
  -- Its place in the log; null: it was made by hand.
  stream_id uuid,
  seq bigint,
  type text not null,
  payload text not null,
  status text not null default 'waiting' check (status in ('waiting', 'delivered', 'failed')),
  attempts int not null default 0,
  -- Since it was made or replayed: what the pauses go by.
  tries int not null default 0,
  due_at timestamptz,
  status_code int,
  fault text,
  duration_ms int,
  created_at timestamptz not null,
  settled_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, webhook_id, stream_id, seq),
  foreign key (tenant_id, webhook_id) references webhooks (tenant_id, id) on delete cascade,
  check ((status = 'waiting') = (due_at is not null))
);
create index webhook_deliveries_due on webhook_deliveries (tenant_id, webhook_id, due_at) where status = 'waiting';
create index webhook_deliveries_failed on webhook_deliveries (tenant_id, webhook_id, created_at) where status = 'failed';
create index webhook_deliveries_old on webhook_deliveries (created_at);

create table webhook_attempts (
  tenant_id uuid not null,
  delivery_id uuid not null,
  number int not null,
  at timestamptz not null,
  duration_ms int not null,
  status_code int,
  fault text,
  response text not null,
  primary key (tenant_id, delivery_id, number),
  foreign key (tenant_id, delivery_id) references webhook_deliveries (tenant_id, id) on delete cascade
);

do $$
declare
  name text;
begin
  foreach name in array array['webhooks', 'webhook_deliveries', 'webhook_attempts'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy system on %I to keqiao_system using (true) with check (true)', name);
    execute format('create policy tenant on %I to keqiao_tenant using (tenant_id = (select current_setting(''app.tenant'')::uuid))
      with check (tenant_id = (select current_setting(''app.tenant'')::uuid))', name);
    execute format('grant select, insert, update, delete on %I to keqiao_tenant, keqiao_system', name);
  end loop;
end $$;

-- Its reader need not go through the past: no endpoint could have been there.
insert into log_readers (name, epoch, txid)
  select 'webhook', log_epoch, pg_snapshot_xmin(pg_current_snapshot()) from installation;
