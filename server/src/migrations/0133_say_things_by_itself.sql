-- 自动回复 (CON-21): what was said by itself, once for each round of its situation.
create table auto_replies (
  tenant_id uuid not null references tenants,
  conversation_id uuid not null references conversations,
  situation text not null,
  round text not null,
  said_at timestamptz not null,
  primary key (conversation_id, situation, round)
);
alter table auto_replies enable row level security;
alter table auto_replies force row level security;
create policy system on auto_replies to keqiao_system using (true) with check (true);
create policy tenant on auto_replies to keqiao_tenant using (tenant_id = (select current_setting('app.tenant')::uuid))
  with check (tenant_id = (select current_setting('app.tenant')::uuid));
grant select, insert, update, delete on auto_replies to keqiao_tenant, keqiao_system;

-- What he reads: his browser says so whenever he makes himself known.
alter table contacts add column language text not null default 'zh-CN';

set local role keqiao_system;
insert into deadlines (tenant_id, kind, subject, due_at)
select tenant_id, 'auto-reply', id, now() from conversations where status <> 'closed';
reset role;
