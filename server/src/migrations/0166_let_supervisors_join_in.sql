-- MGT-17: who speaks in a dialogue beside its agent; they leave with its leg at the latest.
alter table conversations add column joined uuid[] not null default '{}';

-- Who read along in whose dialogue (旁听), told to nobody in it and written down here. `ended_at` is null while it goes
-- on, and for ever where the node that knew died.
create table watches (
  tenant_id uuid not null,
  id uuid not null,
  conversation_id uuid not null references conversations,
  watcher_id uuid not null,
  agent_id uuid not null,
  began_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, watcher_id) references members (tenant_id, id),
  foreign key (tenant_id, agent_id) references members (tenant_id, id)
);
create index watches_of_conversation on watches (tenant_id, conversation_id);

alter table watches enable row level security;
alter table watches force row level security;
create policy system on watches to keqiao_system using (true) with check (true);
create policy tenant on watches to keqiao_tenant using (tenant_id = (select current_setting('app.tenant')::uuid))
  with check (tenant_id = (select current_setting('app.tenant')::uuid));
grant select, insert, update, delete on watches to keqiao_tenant, keqiao_system;
