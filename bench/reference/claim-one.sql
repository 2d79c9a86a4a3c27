-- Frozen: the yardstick of `npm run bench -- routing`. One assignment in one statement: the agent of a random group who uses
-- the smallest share of his capacity, and whoever has been waiting longest there, both locked with SKIP LOCKED; place, leg,
-- conversation and event. It does what must be done and nothing else: no turns, no last agent, no look at settings. Same
-- tables, indexes and row-level security (the connection has taken the role keqiao_system), fsync on. Together with
-- free-one.sql, one to one. Changing it makes every older figure incomparable.
\set n random(1, :groups)
with agent as (
  select a.tenant_id, a.member_id, m.nickname, gm.group_id
    from groups g
    join group_members gm on gm.tenant_id = g.tenant_id and gm.group_id = g.id
    join agent_load a on a.tenant_id = gm.tenant_id and a.member_id = gm.member_id
    join members m on m.tenant_id = a.tenant_id and m.id = a.member_id and m.status = 'active'
   where g.name = 'line ' || :n::int and a.status = 'online' and a.lease_until > now() and a.active < a.capacity
   order by a.active::float8 / a.capacity, a.last_leg_at nulls first
   limit 1 for no key update of a skip locked
), waiting as (
  select c.tenant_id, c.id, c.seq, c.group_id from conversations c, agent
   where c.tenant_id = agent.tenant_id and c.group_id = agent.group_id and c.status = 'queued'
   order by c.queued_at, c.id limit 1 for no key update of c skip locked
), taken as (
  update agent_load a set active = active + 1, version = version + 1, last_leg_at = now()
    from agent, waiting where a.tenant_id = agent.tenant_id and a.member_id = agent.member_id and a.active < a.capacity
  returning a.member_id
), leg as (
  insert into legs (tenant_id, id, conversation_id, member_id, group_id, origin, how, opened_at)
  select tenant_id, gen_random_uuid(), id, member_id, group_id, 'visitor', 'assign', now() from waiting, taken
  returning id, conversation_id, member_id
), placed as (
  update conversations c set status = 'open', seq = seq + 1, visitor_seq = seq + 1, leg_epoch = leg_epoch + 1, leg_id = leg.id,
         member_id = leg.member_id, member_name = agent.nickname, accepted_at = coalesce(accepted_at, now()), leg_opened_at = now(),
         leg_origin = 'visitor'
    from leg, agent where c.id = leg.conversation_id
  returning c.tenant_id, c.id, c.seq, c.leg_id, c.member_id, c.member_name, c.group_id
)
insert into events (tenant_id, stream, stream_id, seq, visitor_prev, type, version, payload,
                    actor_kind, actor_id, actor_name, client_id, request_hash, at, epoch)
select tenant_id, 'conversation', id, seq, seq - 1, 'leg.opened', 1,
       jsonb_build_object('legId', leg_id, 'member', jsonb_build_object('id', member_id, 'nickname', member_name),
                          'groupId', group_id, 'origin', 'visitor', 'how', 'assign'),
       'system', '00000000-0000-0000-0000-000000000000', 'system', null, null, now(), 1
  from placed;
