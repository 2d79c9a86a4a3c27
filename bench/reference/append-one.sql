-- Frozen: the yardstick of `npm run bench -- chat`. One message, one row of the log, one transaction: what the group commit
-- does for a whole batch, done for a single message in one statement. Same tables, same indexes, same row-level security
-- (the connection has taken the role keqiao_system), fsync on. Changing it makes every older figure incomparable.
\set n random(1, 256)
with placed as (
  update conversations
     set seq = seq + 1, visitor_seq = seq + 1, visitor_message_count = visitor_message_count + 1,
         unanswered_since = coalesce(unanswered_since, now()), last_visitor_at = now(),
         last_message_seq = seq + 1, last_message_at = now(), last_message_from = 'visitor',
         last_message_text = '您好，我想问一下昨天下的订单什么时候可以发货？'
   where id = (:prefix || lpad(to_hex(:n::int), 12, '0'))::uuid and leg_epoch = 1
  returning tenant_id, id, seq, contact_id, visitor_name
)
insert into events (tenant_id, stream, stream_id, seq, visitor_prev, type, version, payload,
                    actor_kind, actor_id, actor_name, client_id, request_hash, at, epoch)
select tenant_id, 'conversation', id, seq, seq - 1, 'message.sent', 1,
       '{"from":"visitor","authorName":"访客100001","body":{"kind":"text","text":"您好，我想问一下昨天下的订单什么时候可以发货？"}}'::jsonb,
       'visitor', contact_id, visitor_name, gen_random_uuid(), decode('00112233445566778899aabbccddeeff', 'hex'), now(), 1
  from placed;
