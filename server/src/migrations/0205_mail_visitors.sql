-- Where somebody is written to who may be no customer of ours: each address has a name that nobody can guess, by which
-- its owner can be left in peace.
create table mail_recipients (
  tenant_id uuid not null references tenants,
  id uuid not null default gen_random_uuid(),
  address text not null,
  muted_at timestamptz,
  primary key (tenant_id, address),
  unique (id)
);

-- The address a visitor gave himself, for answers he does not read in the widget.
create table visitor_addresses (
  tenant_id uuid not null,
  contact_id uuid not null,
  address text not null,
  given_at timestamptz not null,
  primary key (tenant_id, contact_id),
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id)
);

-- What of a conversation went out by mail; limits are counted here.
create table visitor_mailings (
  tenant_id uuid not null references tenants,
  mail_id uuid not null,
  conversation_id uuid not null references conversations,
  contact_id uuid not null,
  purpose text not null check (purpose in ('transcript', 'unread')),
  asked_by text not null check (asked_by in ('visitor', 'member', 'system')),
  address text not null,
  sent_at timestamptz not null,
  primary key (tenant_id, mail_id)
);
create index visitor_mailings_of_conversation on visitor_mailings (tenant_id, conversation_id, sent_at);
create index visitor_mailings_of_address on visitor_mailings (tenant_id, address, sent_at);
create index visitor_mailings_of_contact on visitor_mailings (tenant_id, contact_id, sent_at);

-- Up to which event what a visitor had not read was sent to him, and when; changed with the mail in one transaction, on
-- the locked row, so that no word goes out in two mails.
alter table conversations
  add column mailed_seq bigint not null default 0,
  add column mailed_at timestamptz;

-- Where answers nobody needs to ask for again can be stopped (RFC 8058).
alter table mails add column unsubscribe_url text;

do $$
declare
  name text;
begin
  foreach name in array array['mail_recipients', 'visitor_addresses', 'visitor_mailings'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy system on %I to keqiao_system using (true) with check (true)', name);
    execute format('create policy tenant on %I to keqiao_tenant using (tenant_id = (select current_setting(''app.tenant'')::uuid))
      with check (tenant_id = (select current_setting(''app.tenant'')::uuid))', name);
    execute format('grant select, insert, update, delete on %I to keqiao_tenant, keqiao_system', name);
  end loop;
end $$;

set local role keqiao_system;
insert into deadlines (tenant_id, kind, subject, due_at)
select tenant_id, 'unread-mail', id, now() from conversations where status <> 'closed';
reset role;
