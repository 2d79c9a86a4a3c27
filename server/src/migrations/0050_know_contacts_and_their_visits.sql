-- 顾客: what staff know of a person. `stream_id` is his stream in the log, in the range of long-lived streams; `version` its
-- last seq. What a visitor calls himself stays in `name`; what staff call him is theirs alone.
alter table contacts
  add column stream_id uuid not null generated always as (('ff' || substr(id::text, 3))::uuid) stored,
  add column display_name text,
  add column phone text,
  add column email text,
  add column remark text,
  add column remark_by uuid,
  add column remark_by_name text,
  add column remark_at timestamptz,
  add column version bigint not null default 0;
create unique index contacts_by_stream on contacts (stream_id);

-- 标签 of a merchant; `folded` tells one name from another.
create table tags (
  tenant_id uuid not null references tenants,
  id uuid not null,
  name text not null,
  folded text not null,
  contact_count int not null default 0 check (contact_count >= 0),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, folded)
);

create table contact_tags (
  tenant_id uuid not null,
  contact_id uuid not null,
  tag_id uuid not null,
  added_at timestamptz not null default now(),
  primary key (tenant_id, contact_id, tag_id),
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id),
  foreign key (tenant_id, tag_id) references tags (tenant_id, id)
);
create index contact_tags_by_tag on contact_tags (tenant_id, tag_id);

-- 访问轨迹: where the visitor of a conversation is and was. One row for each conversation, from its opening on.
create table visits (
  tenant_id uuid not null,
  conversation_id uuid primary key references conversations,
  pages jsonb not null default '[]',
  referrer text,
  region jsonb,
  product jsonb,
  left_at timestamptz,
  updated_at timestamptz not null default now()
) with (fillfactor = 70);

do $$
declare
  name text;
begin
  foreach name in array array['tags', 'contact_tags', 'visits'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy system on %I to keqiao_system using (true) with check (true)', name);
    execute format('create policy tenant on %I to keqiao_tenant using (tenant_id = (select current_setting(''app.tenant'')::uuid))
      with check (tenant_id = (select current_setting(''app.tenant'')::uuid))', name);
    execute format('grant select, insert, update, delete on %I to keqiao_tenant, keqiao_system', name);
  end loop;
end $$;

-- ACC-03: what the built-in roles may do is stored with each merchant.
set local role keqiao_system;
update roles set permissions = permissions || array['contact:read', 'contact:edit']
 where built_in and not 'contact:read' = any (permissions);
reset role;
