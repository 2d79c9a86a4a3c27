-- Frozen: the other half of the yardstick of `npm run bench -- routing`. A dialogue of a random agent ends, in one statement:
-- leg, place, conversation and event. It goes back to the end of its line, so that the line never runs out.
\set n random(1, :agents)
with leg as (
  select l.tenant_id, l.id, l.conversation_id, l.member_id from legs l
    join members m on m.tenant_id = l.tenant_id and m.id = l.member_id
   where m.account = 'agent-' || :n::int and l.closed_at is null
   limit 1 for no key update of l skip locked
), ended as (
  update legs l set closed_at = now(), end_kind = 'agent' from leg where l.tenant_id = leg.tenant_id and l.id = leg.id
  returning l.conversation_id, l.member_id
), given as (
  update agent_load a set active = active - 1, version = version + 1 from ended where a.member_id = ended.member_id
  returning a.member_id
), placed as (
  update conversations c set status = 'queued', queued_at = now(), seq = seq + 1, leg_epoch = leg_epoch + 1, leg_id = null,
         member_id = null, member_name = null
    from ended, given where c.id = ended.conversation_id
  returning c.tenant_id, c.id, c.seq, given.member_id
)
insert into events (tenant_id, stream, stream_id, seq, visitor_prev, type, version, payload,
                    actor_kind, actor_id, actor_name, client_id, request_hash, at, epoch)
select tenant_id, 'conversation', id, seq, null, 'leg.closed', 1, jsonb_build_object('memberId', member_id, 'end', 'agent'),
       'member', member_id, 'agent', null, null, now(), 1
  from placed;
