-- Which privacy text somebody agreed to before he left his name and his number, and when; null: none was asked.
alter table offline_messages
  add column consent_version int,
  add column consent_at timestamptz,
  add constraint offline_messages_consent check ((consent_version is null) = (consent_at is null));
