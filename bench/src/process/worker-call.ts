import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { atEnd } from './clean-up'

/** What a worker process offers: functions of JSON arguments. */
export type WorkerCalls = Record<string, (input: never) => Promise<unknown>>

/** A worker as its parent sees it. */
export interface WorkerProcess<Calls extends WorkerCalls> {
  readonly pid: number
  call<Name extends keyof Calls & string>(
    name: Name,
    ...input: Parameters<Calls[Name]>
  ): Promise<Awaited<ReturnType<Calls[Name]>>>
  stop(): Promise<void>
}

interface Request {
  id: number
  name: string
  input: unknown
}

type Response = { id: number; result: unknown } | { id: number; error: string }

/** Starts a program of this package as a process of its own; `program` is relative to bench/src. */
export function startWorker<Calls extends WorkerCalls>(program: string): WorkerProcess<Calls> {
  const path = fileURLToPath(new URL(`../${program}`, import.meta.url))
  const child = fork(path, [], { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  let nextId = 1
  const ended = new Promise<void>((resolve) => {
    child.once('exit', (code) => {
      for (const { reject } of waiting.values()) reject(new Error(`${program} ended with ${code}`))
      waiting.clear()
      resolve()
    })
  })
  child.on('message', (message) => {
    const response = message as Response
    const entry = waiting.get(response.id)
    waiting.delete(response.id)
    if ('error' in response) entry?.reject(new Error(`${program}: ${response.error}`))
    else entry?.resolve(response.result as never)
  })
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  atEnd(stop)
  return {
    pid: child.pid ?? -1,
    stop,
    call: (name, ...[input]) =>
      new Promise((resolve, reject) => {
        const id = nextId++
        waiting.set(id, { resolve, reject })
        if (!child.connected) reject(new Error(`${program} is gone`))
        else child.send({ id, name, input } satisfies Request)
      }),
  }
}

/** In the worker: answers the parent's calls, and ends with the parent. */
export function serveCalls(calls: WorkerCalls): void {
  process.on('message', (message) => {
    const { id, name, input } = message as Request
    const answer = (response: Response) => process.send?.(response)
    const call = calls[name]
    const work = call ? call(input as never) : Promise.reject(new Error(`no call is named ${name}`))
    work.then(
      (result) => answer({ id, result }),
      (error: unknown) =>
        answer({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    )
  })
  process.once('disconnect', () => process.exit())
}
