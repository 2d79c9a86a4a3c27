// `npm run types`: every TypeScript project at once, by the compiler that was rewritten in Go (docs/adr/0010); it keeps what
// it learned in node_modules/.cache.
import { runNode } from './run.mjs'

const projects = ['tsconfig.json', 'console/tsconfig.json', 'widget/tsconfig.json']

const outcomes = await Promise.all(
  projects.map((config) =>
    runNode('node_modules/typescript-native/bin/tsc', ['-p', config, '--pretty', 'false'], { quiet: true }),
  ),
)
for (const { output } of outcomes) process.stdout.write(output)
if (outcomes.some(({ code }) => code !== 0)) process.exitCode = 1
