-- Jobs are enqueued in the transaction of the change that wants them, behind either door. The doors' roles own nothing of
-- graphile_worker; they may call these functions, which run as the owner. Bodies are resolved when called: graphile_worker
-- installs its own schema after our migrations.

create function enqueue_job(task text, payload json, run_at timestamptz, max_attempts int, job_key text, queue text)
returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- A pending job of the same key keeps its time: asking more often must not put it off for ever.
  return (graphile_worker.add_job(task, payload, queue_name => queue, run_at => run_at, max_attempts => max_attempts,
    job_key => job_key, job_key_mode => 'preserve_run_at')).id;
end $$;

-- Who runs jobs, by heartbeat in database time. graphile_worker itself gives the jobs of a dead worker back after 4 hours.
create table job_workers (
  worker_id text primary key,
  seen_at timestamptz not null default now()
);
alter table job_workers enable row level security;
alter table job_workers force row level security;
create policy system on job_workers to keqiao_system using (true) with check (true);
grant select, insert, update, delete on job_workers to keqiao_system;

create function job_lock_holders(held_for interval)
returns setof text language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select distinct locked_by from graphile_worker.jobs where locked_at < now() - held_for;
end $$;

create function unlock_jobs_of(worker_ids text[])
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform graphile_worker.force_unlock_workers(worker_ids);
end $$;

-- This month and the two after it. Making one locks the log for an instant, hence the short patience: the job tries again.
create function keep_event_partitions()
returns int language sql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
  select ensure_event_partitions((now() at time zone 'UTC')::date, 3)
$$;

revoke execute on function enqueue_job, job_lock_holders, unlock_jobs_of, keep_event_partitions, ensure_event_partitions
  from public;
grant execute on function enqueue_job to keqiao_tenant, keqiao_system;
grant execute on function job_lock_holders, unlock_jobs_of, keep_event_partitions to keqiao_system;
