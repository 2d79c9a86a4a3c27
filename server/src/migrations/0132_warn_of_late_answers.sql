-- RTE-13: answers that came too late or have not come, once for each time a visitor waits for one. Names are as they were.
create table sla_alarms (
  tenant_id uuid not null references tenants,
  id uuid not null,
  conversation_id uuid not null references conversations,
  leg_id uuid not null,
  -- The visitor's first unanswered message: the same one raises no second alarm under the same agent.
  unanswered_since timestamptz not null,
  room_number text not null,
  visitor_name text not null,
  group_id uuid not null,
  group_name text not null,
  member_id uuid not null,
  member_name text not null,
  kind text not null check (kind in ('first', 'later')),
  since timestamptz not null,
  allowed_ms bigint not null,
  raised_at timestamptz not null,
  primary key (tenant_id, id),
  unique (conversation_id, leg_id, unanswered_since)
);
create index sla_alarms_by_time on sla_alarms (tenant_id, raised_at);

alter table sla_alarms enable row level security;
alter table sla_alarms force row level security;
create policy system on sla_alarms to keqiao_system using (true) with check (true);
create policy tenant on sla_alarms to keqiao_tenant using (tenant_id = (select current_setting('app.tenant')::uuid))
  with check (tenant_id = (select current_setting('app.tenant')::uuid));
grant select, insert, update, delete on sla_alarms to keqiao_tenant, keqiao_system;

-- Deadlines are swept by kind. Conversations that go on get theirs now; what is not due finds its time with the first sweep.
drop index deadlines_due;
create index deadlines_due on deadlines (kind, due_at);
set local role keqiao_system;
insert into deadlines (tenant_id, kind, subject, due_at)
select tenant_id, 'reply', id, now() from conversations where status <> 'closed';
reset role;
