-- Web push (RFC 8030, 8291, 8292): an agent whose window is closed is told by his browser.

-- The key pair by which push services know this installation. Sealed with the installation's secret: another secret
-- makes another pair, and the subscriptions of the old one are of no use.
alter table installation add column push_public_key text;
alter table installation add column push_private_key bytea;

-- A browser of a member that wants to be told. It belongs to the session in which it was made: whoever signs out, or is
-- signed out, hears nothing more there.
create table push_subscriptions (
  tenant_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  session_id text not null,
  -- Named by the browser, and so by somebody outside.
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  locale text not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, endpoint),
  foreign key (tenant_id, member_id) references members (tenant_id, id)
);
create index push_subscriptions_of_member on push_subscriptions (tenant_id, member_id);

alter table push_subscriptions enable row level security;
alter table push_subscriptions force row level security;
create policy system on push_subscriptions to keqiao_system using (true) with check (true);
create policy tenant on push_subscriptions to keqiao_tenant
  using (tenant_id = (select current_setting('app.tenant')::uuid))
  with check (tenant_id = (select current_setting('app.tenant')::uuid));
grant select, insert, update, delete on push_subscriptions to keqiao_system, keqiao_tenant;
