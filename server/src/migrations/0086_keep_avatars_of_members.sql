-- Pictures of members. In the database and not beside the files: a few kilobytes each, the same on every node, and gone
-- with what they belong to.
create table member_avatars (
  tenant_id uuid not null,
  member_id uuid not null,
  content bytea not null,
  etag text not null,
  changed_at timestamptz not null default now(),
  primary key (tenant_id, member_id),
  foreign key (tenant_id, member_id) references members (tenant_id, id)
);
create unique index member_avatars_by_member on member_avatars (member_id);

alter table member_avatars enable row level security;
alter table member_avatars force row level security;
create policy system on member_avatars to keqiao_system using (true) with check (true);
create policy tenant on member_avatars to keqiao_tenant using (tenant_id = (select current_setting('app.tenant')::uuid))
  with check (tenant_id = (select current_setting('app.tenant')::uuid));
grant select, insert, update, delete on member_avatars to keqiao_tenant, keqiao_system;
