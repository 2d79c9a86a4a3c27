-- The operator of the installation: whoever runs it for the merchants. He belongs to none of them and sees none of their
-- data but code, name and whether they are suspended. Only the system role may enter these tables.

create table operators (
  id uuid primary key,
  name text not null unique check (name ~ '^[a-z0-9][a-z0-9._-]{1,31}$'),
  -- scrypt, with its salt and cost.
  password_hash text not null,
  created_at timestamptz not null default now()
);

-- Good once and for a day; whoever comes by it chooses the password of this name.
create table operator_links (
  token_hash bytea primary key,
  name text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);

create table operator_sessions (
  token_hash bytea primary key,
  operator_id uuid not null references operators on delete cascade,
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);
create index operator_sessions_of_operator on operator_sessions (operator_id);

-- What operators did, for good. The log of events belongs to merchants, each row to one of them; a sign-in of the
-- operator belongs to none.
create table operator_acts (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  -- Kept as they were, whatever becomes of the row.
  operator text not null,
  act text not null,
  merchant_code text
);

do $$
declare
  name text;
begin
  foreach name in array array['operators', 'operator_links', 'operator_sessions', 'operator_acts'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy system on %I to keqiao_system using (true) with check (true)', name);
  end loop;
end $$;
grant select, insert, update, delete on operators, operator_links, operator_sessions to keqiao_system;
grant select, insert on operator_acts to keqiao_system;
