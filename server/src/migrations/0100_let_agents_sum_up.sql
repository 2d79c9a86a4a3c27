-- Forms (小结单 is the first): a published version never changes; what was handed in names the version it was written on.
create table forms (
  tenant_id uuid not null references tenants,
  -- Its stream as well, in the range of what lives for years.
  id uuid not null unique,
  purpose text not null,
  -- The latest one; the version is not the seq, since forms may have events of other kinds.
  version int not null default 0,
  seq bigint not null default 0,
  primary key (tenant_id, purpose)
);

create table form_versions (
  tenant_id uuid not null references tenants,
  purpose text not null,
  version int not null check (version > 0),
  questions jsonb not null,
  published_at timestamptz not null,
  published_by uuid not null,
  published_by_name text not null,
  primary key (tenant_id, purpose, version)
);

-- CON-06: 小结, one for each leg.
create table summaries (
  tenant_id uuid not null references tenants,
  leg_id uuid not null,
  conversation_id uuid not null references conversations,
  member_id uuid not null,
  -- Of the form of purpose `summary`; 0: the one the product brings along.
  form_version int not null,
  answers jsonb not null,
  category_id text,
  category_path text[] not null,
  -- What the visitor wanted, in the agent's words; empty where the form does not ask it.
  content text not null,
  solved boolean,
  follow_up boolean not null,
  saved_at timestamptz not null,
  corrected_count int not null default 0,
  primary key (tenant_id, leg_id)
);
create index summaries_of_conversation on summaries (tenant_id, conversation_id);

-- CON-07: 评价. The key is what makes it one for each conversation.
create table ratings (
  tenant_id uuid not null references tenants,
  conversation_id uuid not null references conversations,
  score smallint not null check (score between 1 and 5),
  reasons text[] not null,
  comment text not null,
  -- Whom it is credited to.
  leg_id uuid,
  member_id uuid,
  invited_by text check (invited_by in ('agent', 'end')),
  at timestamptz not null,
  primary key (tenant_id, conversation_id)
);

alter table conversations
  add column last_leg_id uuid,
  add column summarised boolean not null default false,
  add column category_path text[] not null default '{}',
  add column rating_invited_by text check (rating_invited_by in ('agent', 'end')),
  add column rating_leg_id uuid,
  add column rating_invited_count int not null default 0,
  add column rating_score smallint;

do $$
declare
  name text;
begin
  foreach name in array array['forms', 'form_versions', 'summaries', 'ratings'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy system on %I to keqiao_system using (true) with check (true)', name);
    execute format('create policy tenant on %I to keqiao_tenant using (tenant_id = (select current_setting(''app.tenant'')::uuid))
      with check (tenant_id = (select current_setting(''app.tenant'')::uuid))', name);
    execute format('grant select, insert, update, delete on %I to keqiao_tenant, keqiao_system', name);
  end loop;
end $$;

-- Rows are behind the wall for the owner too.
set local role keqiao_system;
update conversations c set last_leg_id = l.id
  from (select distinct on (tenant_id, conversation_id) tenant_id, conversation_id, id from legs
         order by tenant_id, conversation_id, opened_at desc) l
 where l.tenant_id = c.tenant_id and l.conversation_id = c.id;
reset role;
