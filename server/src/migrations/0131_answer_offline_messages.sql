-- 回复 (MGT-15): once, by whom, when and how; whether it went out by mail, and whether he saw it in the widget.
alter table offline_messages
  -- What he reads: around his answer we write in it.
  add column language text not null default 'zh-CN',
  add column reply_how text check (reply_how in ('message', 'phone')),
  add column reply_text text,
  add column replied_by uuid,
  add column replied_by_name text,
  add column replied_at timestamptz,
  add column reply_seen_at timestamptz,
  add column reply_mail_id uuid,
  add constraint offline_messages_reply check (
    case status
      when 'open' then num_nonnulls(reply_how, reply_text, replied_by, replied_by_name, replied_at, reply_mail_id, reply_seen_at) = 0
      else num_nulls(reply_how, reply_text, replied_by, replied_by_name, replied_at) = 0
    end);
