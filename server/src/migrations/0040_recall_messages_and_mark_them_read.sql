-- What was taken back: the log keeps the words, readers are not shown them. One look per page of events.
create table recalled_messages (
  tenant_id uuid not null,
  conversation_id uuid not null references conversations,
  seq bigint not null,
  primary key (conversation_id, seq)
);

alter table recalled_messages enable row level security;
alter table recalled_messages force row level security;
create policy system on recalled_messages to keqiao_system using (true) with check (true);
create policy tenant on recalled_messages to keqiao_tenant using (tenant_id = (select current_setting('app.tenant')::uuid))
  with check (tenant_id = (select current_setting('app.tenant')::uuid));
grant select, insert, update, delete on recalled_messages to keqiao_tenant, keqiao_system;

-- How far either end has read. No index covers them, so that a reader's mark updates the row in place.
alter table conversations
  add column visitor_read_seq bigint not null default 0,
  add column agent_read_seq bigint not null default 0;
