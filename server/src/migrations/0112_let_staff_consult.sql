-- 内部咨询 (CON-20): whom a note asks, and whom an answer reaches. An ask is also what lets a colleague read the
-- conversation while it goes on.
create table consult_notices (
  tenant_id uuid not null,
  conversation_id uuid not null references conversations,
  -- Of the note.
  seq bigint not null,
  member_id uuid not null,
  kind text not null check (kind in ('ask', 'answer')),
  by_id uuid not null,
  by_name text not null,
  text text not null,
  room_number text not null,
  at timestamptz not null,
  read_at timestamptz,
  primary key (tenant_id, conversation_id, seq, member_id),
  foreign key (tenant_id, member_id) references members (tenant_id, id)
);
create index consult_notices_of_member on consult_notices (tenant_id, member_id, at);

alter table consult_notices enable row level security;
alter table consult_notices force row level security;
create policy system on consult_notices to keqiao_system using (true) with check (true);
create policy tenant on consult_notices to keqiao_tenant using (tenant_id = (select current_setting('app.tenant')::uuid))
  with check (tenant_id = (select current_setting('app.tenant')::uuid));
grant select, insert, update, delete on consult_notices to keqiao_tenant, keqiao_system;
