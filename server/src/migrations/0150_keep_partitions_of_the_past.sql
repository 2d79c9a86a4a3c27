-- The log's months from an earlier one on, for whoever brings a past along (a made-up one, later an import): without them
-- its events would lie in the default partition, where nothing can be archived by the month. Two years at most, since
-- planner and readers stay under 60 partitions.
create function keep_event_partitions_since(first date)
returns int language sql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
  select ensure_event_partitions(starts, 3 + (extract(year from age(today, starts)) * 12 + extract(month from age(today, starts)))::int)
    from (select date_trunc('month', (now() at time zone 'UTC'))::date as today,
                 greatest(date_trunc('month', first), date_trunc('month', (now() at time zone 'UTC') - interval '2 years'))::date as starts) t
$$;

revoke execute on function keep_event_partitions_since from public;
grant execute on function keep_event_partitions_since to keqiao_system;
