import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { root, run } from './run.mjs'

it('gives the exit code and what was written, both streams together and the first one alone', async () => {
  const script = 'console.log("one"); console.error("two"); process.exitCode = 3'
  const outcome = await run(process.execPath, ['-e', script], { quiet: true })
  expect(outcome).toMatchObject({ code: 3, stdout: 'one\n' })
  expect(outcome.output).toContain('two\n')
})

it('answers for a program that does not exist', async () => {
  expect((await run('no-such-program', [], { quiet: true })).code).toBe(127)
})

it('stops its children when it is told to stop, and starts no further one', async () => {
  // A pool of two that would go on for ever: what npm test does with its checks.
  const child = 'console.log("child", process.pid); setTimeout(() => undefined, 60_000)'
  const pool = `
    const { run } = await import(${JSON.stringify(`${root}tools/run.mjs`)})
    const worker = async () => { for (;;) await run(process.execPath, ['-e', ${JSON.stringify(child)}]) }
    await Promise.all([worker(), worker()])
  `
  const parent = spawn(process.execPath, ['--input-type=module', '-e', pool])
  const children = new Set<number>()
  for await (const chunk of parent.stdout) {
    for (const [, pid] of String(chunk).matchAll(/child (\d+)/g)) children.add(Number(pid))
    if (children.size === 2) break
  }
  const ended = once(parent, 'exit')
  parent.kill('SIGTERM')
  expect((await ended)[0]).toBe(143)
  for (const pid of children) expect(() => process.kill(pid, 0)).toThrow('ESRCH')
})
