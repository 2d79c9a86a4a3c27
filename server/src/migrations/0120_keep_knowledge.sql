-- 知识库 (CON-16, MGT-12, MGT-13, KNB-01): what staff look up, and what of it the public reads.
create table knowledge_categories (
  tenant_id uuid not null references tenants,
  id uuid not null,
  parent_id uuid,
  name text not null,
  -- Among those of the same parent.
  position int not null default 0,
  -- Last seq of its stream.
  seq bigint not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, parent_id) references knowledge_categories (tenant_id, id),
  unique nulls not distinct (tenant_id, parent_id, name)
);

create table knowledge_entries (
  tenant_id uuid not null references tenants,
  id uuid not null,
  -- Null: 未分类.
  category_id uuid,
  question text not null,
  similar_questions text[] not null default '{}',
  keywords text[] not null default '{}',
  -- {text, spans}: what goes into the input of the console.
  answer jsonb not null,
  -- A longer text for the public, in Markdown.
  article text,
  is_active boolean not null,
  is_public boolean not null,
  -- Its address in the help centre: never changes, so that links stay good.
  slug text not null,
  position int not null default 0,
  -- The version: last seq of its stream.
  seq bigint not null,
  used_count bigint not null default 0,
  read_count bigint not null default 0,
  helpful_count bigint not null default 0,
  unhelpful_count bigint not null default 0,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  changed_by text not null,
  -- Its versions stay.
  removed_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, slug),
  foreign key (tenant_id, category_id) references knowledge_categories (tenant_id, id)
);
create index knowledge_entries_by_change on knowledge_entries (tenant_id, changed_at desc) where removed_at is null;
create index knowledge_entries_by_category on knowledge_entries (tenant_id, category_id) where removed_at is null;
create index knowledge_entries_by_question on knowledge_entries (tenant_id, question) where removed_at is null;

-- What each save made of it, whole.
create table knowledge_versions (
  tenant_id uuid not null references tenants,
  entry_id uuid not null,
  version bigint not null,
  content jsonb not null,
  saved_at timestamptz not null,
  saved_by text not null,
  -- The version that was brought back; null: it was written.
  restored_from bigint,
  primary key (tenant_id, entry_id, version),
  foreign key (tenant_id, entry_id) references knowledge_entries (tenant_id, id)
);

-- The words by which an entry is found. `lexemes` carries the tenant as a lexeme of its own: row-level security would keep
-- the planner from the index, so this table is read through the system door by one function that always adds the tenant.
create table knowledge_search (
  tenant_id uuid not null references tenants,
  entry_id uuid not null,
  lexemes tsvector not null,
  -- The forms of question, similar questions and keywords that the ranking compares with.
  forms jsonb not null,
  primary key (tenant_id, entry_id),
  foreign key (tenant_id, entry_id) references knowledge_entries (tenant_id, id)
);
create index knowledge_search_lexemes on knowledge_search using gin (lexemes);

-- The keywords of entries in use, folded, for taking them out of what a customer said.
create table knowledge_keywords (
  tenant_id uuid not null references tenants,
  folded text not null,
  entry_id uuid not null,
  keyword text not null,
  primary key (tenant_id, folded, entry_id),
  foreign key (tenant_id, entry_id) references knowledge_entries (tenant_id, id)
);
create index knowledge_keywords_of_entry on knowledge_keywords (tenant_id, entry_id);

-- One opinion of each reader about an entry.
create table knowledge_feedback (
  tenant_id uuid not null references tenants,
  entry_id uuid not null,
  contact_id uuid not null,
  helpful boolean not null,
  given_at timestamptz not null,
  primary key (tenant_id, entry_id, contact_id),
  foreign key (tenant_id, entry_id) references knowledge_entries (tenant_id, id),
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id)
);

do $$
declare
  name text;
begin
  foreach name in array array['knowledge_categories', 'knowledge_entries', 'knowledge_versions', 'knowledge_search',
                              'knowledge_keywords', 'knowledge_feedback'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy system on %I to keqiao_system using (true) with check (true)', name);
    execute format('create policy tenant on %I to keqiao_tenant using (tenant_id = (select current_setting(''app.tenant'')::uuid))
      with check (tenant_id = (select current_setting(''app.tenant'')::uuid))', name);
    execute format('grant select, insert, update, delete on %I to keqiao_tenant, keqiao_system', name);
  end loop;
end $$;
