// `npm run metrics:prove -- --seeds 5000 [--from 301] [--sabotage days-of-utc]`: the proof of the figures, over more pasts.
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { root } from './run.mjs'

const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '300' }, from: { type: 'string' }, sabotage: { type: 'string' } },
})
const asked = { PROVE_SEEDS: values.seeds, PROVE_FROM: values.from, PROVE_SABOTAGE: values.sabotage }
const env = { ...process.env, ...Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) }
const test = ['run', '--project', 'medium', 'server/src/features/metric/prove-figures.test.ts']
const { status } = spawnSync('npx', ['vitest', ...test], { cwd: root, env, stdio: 'inherit' })
process.exitCode = status ?? 1
