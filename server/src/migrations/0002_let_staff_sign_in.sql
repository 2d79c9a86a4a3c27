-- The tables of better-auth 1.7 (users, sessions, accounts, verifications) in a schema of their own, which only the
-- system role may enter. Their shape is better-auth's, asked of it by a test; row-level security and the tie to members
-- are ours. A user's id is his member's id.

create schema auth;

create table auth.users (
  id uuid primary key,
  tenant_id uuid not null references tenants on delete cascade,
  name text not null,
  -- better-auth wants an address; we make one nobody can write to.
  email text not null unique,
  email_verified boolean not null,
  image text,
  -- merchant-code:account, lower case: what is typed at sign-in.
  username text unique,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (tenant_id, id) references members (tenant_id, id) on delete cascade
);

create table auth.sessions (
  id uuid primary key,
  user_id uuid not null references auth.users on delete cascade,
  -- SHA-256 of what the cookie holds, never that itself.
  token text not null unique,
  -- The token before the last rotation, good for a moment longer: requests of other tabs are on their way with it.
  previous_token text,
  rotated_at timestamptz,
  remembered boolean not null,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sessions_of_user on auth.sessions (user_id);
create index sessions_by_previous_token on auth.sessions (previous_token) where previous_token is not null;
create index sessions_by_expiry on auth.sessions (expires_at);

create table auth.accounts (
  id uuid primary key,
  user_id uuid not null references auth.users on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  -- scrypt, with its salt.
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index accounts_of_user on auth.accounts (user_id);
create unique index accounts_once on auth.accounts (provider_id, account_id);

create table auth.verifications (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verifications_by_identifier on auth.verifications (identifier);

do $$
declare
  name text;
begin
  foreach name in array array['users', 'sessions', 'accounts', 'verifications'] loop
    execute format('alter table auth.%I enable row level security', name);
    execute format('alter table auth.%I force row level security', name);
    execute format('create policy system on auth.%I to keqiao_system using (true) with check (true)', name);
    execute format('grant select, insert, update, delete on auth.%I to keqiao_system', name);
  end loop;
  execute 'grant usage on schema auth to keqiao_system';
end $$;

-- Expired tokens are swept away by age.
create index visitor_tokens_by_expiry on visitor_tokens (expires_at);
