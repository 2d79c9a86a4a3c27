-- The password of a merchant's mail server, sealed by the installation's secret. All else about the server is a setting.
create table mail_passwords (
  tenant_id uuid primary key references tenants,
  sealed bytea not null
);

-- What goes out by mail: written in the transaction of the change that wants it, handed over by a job.
create table mails (
  tenant_id uuid not null references tenants,
  id uuid not null,
  -- What it is about, and about which row; the key makes a repetition of the same cause no second mail.
  purpose text not null,
  subject_id uuid not null,
  key text not null,
  recipient text not null,
  title text not null,
  -- Null once it was taken: what was said stands where it was said.
  body_text text,
  body_html text,
  attachments jsonb not null default '[]',
  status text not null default 'queued' check (status in ('queued', 'sent', 'failed')),
  attempts int not null default 0,
  fault jsonb,
  created_at timestamptz not null,
  settled_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, key),
  check (status = 'sent' or (body_text is not null and body_html is not null))
);
create index mails_by_status on mails (tenant_id, status, id);

do $$
declare
  name text;
begin
  foreach name in array array['mail_passwords', 'mails'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy system on %I to keqiao_system using (true) with check (true)', name);
    execute format('create policy tenant on %I to keqiao_tenant using (tenant_id = (select current_setting(''app.tenant'')::uuid))
      with check (tenant_id = (select current_setting(''app.tenant'')::uuid))', name);
    execute format('grant select, insert, update, delete on %I to keqiao_tenant, keqiao_system', name);
  end loop;
end $$;
