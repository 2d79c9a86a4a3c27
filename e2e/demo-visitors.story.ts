import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { story } from './stage/story'

const program = fileURLToPath(new URL('../bench/src/visitors/main.ts', import.meta.url))

/** `npm run demo:visitors`, and what it has said. */
function startVisitors(...args: string[]) {
  const { PATH, HOME } = process.env
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...args], {
    env: { PATH, HOME },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const output of [child.stdout, child.stderr]) output.setEncoding('utf8').on('data', (text) => (said += text))
  const ended = once(child, 'exit') as Promise<[number | null]>
  return { child, ended, said: () => said }
}

story('visitors of the demo come, write, are answered, and go home when they are told to', async (stage) => {
  const { origin } = stage.product
  const visitors = startVisitors('--url', origin, '--visitors', '3', '--minutes', '2', '--speed', '4', '--seed', '11')
  try {
    const agent = await stage.agent('yunshan:anqing')
    await agent.startWork()
    await agent.turnsToOther()
    // Somebody writes: unsent words are seen, then said.
    await agent.page.getByText('消息预知').first().waitFor()
    await agent.thread
      .getByText(/[？。！你好吗]/)
      .first()
      .waitFor()
    await agent.says('您好，请讲。')
    visitors.child.kill('SIGINT')
    const [code] = await visitors.ended
    expect(visitors.said()).toMatch(/visits=[1-9]\d* failed=0/)
    expect(code).toBe(0)
    // Nobody is left behind in the line or in a dialogue.
    await agent.desk.locator('.dialogue-row[data-ended=false]').first().waitFor({ state: 'detached' })
  } finally {
    visitors.child.kill('SIGKILL')
  }
})

story('visitors are not let loose on another machine, or where nothing answers', async () => {
  for (const [url, words] of [
    ['http://192.0.2.7:8080', /not this machine/],
    ['http://127.0.0.1:9', /nothing answers/],
  ] as const) {
    const { ended, said } = startVisitors('--url', url)
    expect((await ended)[0]).toBe(2)
    expect(said()).toMatch(words)
  }
})
