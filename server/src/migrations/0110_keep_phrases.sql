-- 常用语 (CON-14, CON-15): the merchant's library and one of each member's own. The row of a library is its lock: what
-- must be unique in it, and the order of its phrases, changes one at a time. `seq` is the head of its stream in the log.
create table phrase_libraries (
  tenant_id uuid not null references tenants,
  id uuid not null,
  -- Null: 公用.
  owner_id uuid,
  seq bigint not null default 0,
  primary key (tenant_id, id),
  foreign key (tenant_id, owner_id) references members (tenant_id, id)
);
create unique index phrase_libraries_of_owner
  on phrase_libraries (tenant_id, coalesce(owner_id, '00000000-0000-0000-0000-000000000000'::uuid));

-- One or two levels: a category with a parent has no children.
create table phrase_categories (
  tenant_id uuid not null,
  id uuid not null,
  library_id uuid not null,
  parent_id uuid,
  name text not null,
  position int not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, library_id) references phrase_libraries (tenant_id, id),
  foreign key (tenant_id, parent_id) references phrase_categories (tenant_id, id)
);
create index phrase_categories_of_library on phrase_categories (tenant_id, library_id, position);

create table phrases (
  tenant_id uuid not null,
  id uuid not null,
  library_id uuid not null,
  category_id uuid,
  title text not null,
  text text not null,
  spans jsonb not null default '[]',
  -- What follows the slash, and a place of `phraseKeys`.
  code text,
  hot_key text,
  -- Title, code and text as they are searched: lower case, simplified characters.
  folded text not null,
  position int not null,
  used_count int not null default 0,
  version int not null default 1,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, library_id) references phrase_libraries (tenant_id, id),
  foreign key (tenant_id, category_id) references phrase_categories (tenant_id, id)
);
create unique index phrases_by_code on phrases (tenant_id, library_id, code) where code is not null;
create unique index phrases_by_hot_key on phrases (tenant_id, library_id, hot_key) where hot_key is not null;
create index phrases_of_library on phrases (tenant_id, library_id, position);

-- Such a file was uploaded for no conversation, once, and is named by many messages.
alter table files alter column conversation_id drop not null;

create table phrase_files (
  tenant_id uuid not null,
  phrase_id uuid not null,
  file_id uuid not null,
  position int not null,
  primary key (tenant_id, phrase_id, file_id),
  foreign key (tenant_id, phrase_id) references phrases (tenant_id, id) on delete cascade,
  foreign key (tenant_id, file_id) references files (tenant_id, id)
);
create index phrase_files_by_file on phrase_files (tenant_id, file_id);

-- Which message used which phrase: a message that is repeated counts once.
create table phrase_uses (
  tenant_id uuid not null,
  conversation_id uuid not null,
  seq bigint not null,
  phrase_id uuid not null,
  member_id uuid not null,
  used_at timestamptz not null,
  primary key (tenant_id, conversation_id, seq, phrase_id),
  foreign key (tenant_id, phrase_id) references phrases (tenant_id, id) on delete cascade
);
create index phrase_uses_of_phrase on phrase_uses (tenant_id, phrase_id, used_at);

do $$
declare
  name text;
begin
  foreach name in array array['phrase_libraries', 'phrase_categories', 'phrases', 'phrase_files', 'phrase_uses'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy system on %I to keqiao_system using (true) with check (true)', name);
    execute format('create policy tenant on %I to keqiao_tenant using (tenant_id = (select current_setting(''app.tenant'')::uuid))
      with check (tenant_id = (select current_setting(''app.tenant'')::uuid))', name);
    execute format('grant select, insert, update, delete on %I to keqiao_tenant, keqiao_system', name);
  end loop;
end $$;
