-- CON-04: which of his ended dialogues an agent has cleared from his list.
create table cleared_dialogues (
  tenant_id uuid not null,
  member_id uuid not null,
  conversation_id uuid not null references conversations,
  cleared_at timestamptz not null default now(),
  primary key (tenant_id, member_id, conversation_id),
  foreign key (tenant_id, member_id) references members (tenant_id, id)
);

alter table cleared_dialogues enable row level security;
alter table cleared_dialogues force row level security;
create policy system on cleared_dialogues to keqiao_system using (true) with check (true);
create policy tenant on cleared_dialogues to keqiao_tenant using (tenant_id = (select current_setting('app.tenant')::uuid))
  with check (tenant_id = (select current_setting('app.tenant')::uuid));
grant select, insert, update, delete on cleared_dialogues to keqiao_tenant, keqiao_system;

-- The list of an agent's ended dialogues of a day, latest first.
create index legs_ended_of_member on legs (tenant_id, member_id, closed_at) where closed_at is not null;
