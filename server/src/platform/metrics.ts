import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** The product's figures for Prometheus. Labels are closed sets: no id, address or text of a person is ever one. */
export type Metrics = ReturnType<typeof createMetrics>

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** A registry of its own for each server, so that two in one process (tests, the simulator) do not mix. */
export function createMetrics() {
  const registry = new Registry()
  return { registry, ...callMetrics(registry), ...logMetrics(registry), ...workMetrics(registry) }
}

/** Adds the process's own figures: memory, CPU, event loop, garbage collection, file descriptors. */
export function collectProcessMetrics({ registry }: Pick<Metrics, 'registry'>): void {
  collectDefaultMetrics({ register: registry })
}

function callMetrics(registry: Registry) {
  const registers = [registry]
  return {
    calls: new Counter({
      name: 'operation_calls_total',
      help: 'Operations by name and outcome: ok or the code of the refusal',
      labelNames: ['operation', 'outcome'] as const,
      registers,
    }),
    callSeconds: new Histogram({
      name: 'operation_duration_seconds',
      help: 'From the parsed call to its answer',
      labelNames: ['operation'] as const,
      buckets: seconds,
      registers,
    }),
    httpSeconds: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'HTTP requests by route pattern, from the first byte to the finished answer',
      labelNames: ['method', 'route', 'status'] as const,
      buckets: seconds,
      registers,
    }),
    connections: new Gauge({
      name: 'gateway_connections',
      help: 'Open WebSocket connections by audience',
      labelNames: ['as'] as const,
      registers,
    }),
    connectionsRefused: new Counter({
      name: 'gateway_connections_refused_total',
      help: 'Connections refused or closed by the server, by code',
      labelNames: ['code'] as const,
      registers,
    }),
    framesIn: new Counter({ name: 'gateway_frames_in_total', help: 'Frames received', registers }),
    framesOut: new Counter({ name: 'gateway_frames_out_total', help: 'Frames sent', registers }),
  }
}

function logMetrics(registry: Registry) {
  const registers = [registry]
  return {
    eventsAppended: new Counter({
      name: 'events_appended_total',
      help: 'Events committed to the log, by type',
      labelNames: ['type'] as const,
      registers,
    }),
    batchSize: new Histogram({
      name: 'append_batch_size',
      help: 'Submissions committed together',
      buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
      registers,
    }),
    batchSeconds: new Histogram({
      name: 'append_batch_seconds',
      help: 'From begin to commit of one batch',
      buckets: seconds,
      registers,
    }),
    batchSplits: new Counter({
      name: 'append_batch_splits_total',
      help: 'Batches that failed as a whole and were split to find the guilty submission',
      registers,
    }),
    readerLag: new Gauge({
      name: 'log_reader_lag_seconds',
      help: 'Age of the oldest committed event a reader has not handled',
      labelNames: ['reader'] as const,
      registers,
    }),
    loadRepaired: new Counter({
      name: 'agent_load_repaired_total',
      help: 'Loads of agents that differed from their open legs and were repaired; must stay 0',
      registers,
    }),
    busDropped: new Counter({
      name: 'bus_messages_dropped_total',
      help: 'Messages to other nodes that the bus could not send; the log heals it',
      registers,
    }),
  }
}

function workMetrics(registry: Registry) {
  const registers = [registry]
  return {
    jobs: new Counter({
      name: 'jobs_total',
      help: 'Runs of background jobs by task and outcome: done, failed (tried again) or given_up',
      labelNames: ['task', 'outcome'] as const,
      registers,
    }),
    jobSeconds: new Histogram({
      name: 'job_duration_seconds',
      help: 'Run time of background jobs by task',
      labelNames: ['task'] as const,
      buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300],
      registers,
    }),
    filesStored: new Counter({
      name: 'files_stored_total',
      help: 'Uploaded files by kind',
      labelNames: ['kind'] as const,
      registers,
    }),
    fileBytesStored: new Counter({ name: 'file_bytes_stored_total', help: 'Bytes of uploaded files kept', registers }),
  }
}
