import { availableParallelism, cpus, totalmem } from 'node:os'

/** Processor, memory and Node, for the head of every output. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor'
  const gib = Math.round(totalmem() / 1024 ** 3)
  return `${availableParallelism()} cores (${model}), ${gib} GiB, Node ${process.version}`
}
