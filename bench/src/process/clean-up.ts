/**
 * What must not outlive this process: servers, workers, folders. Undone in reverse order at the end, also after Ctrl-C.
 */
const tasks: (() => Promise<void> | void)[] = []
let running: Promise<void> | null = null

/** Registers something to undo. */
export function atEnd(task: () => Promise<void> | void): void {
  tasks.push(task)
}

/** Undoes everything, once. What fails does not keep the rest from being undone. */
export function cleanUp(): Promise<void> {
  running ??= undo()
  return running
}

async function undo(): Promise<void> {
  for (let task = tasks.pop(); task; task = tasks.pop()) {
    try {
      await task()
    } catch (error) {
      process.stderr.write(`clean-up: ${String(error)}\n`)
    }
  }
}

/** Runs a program's main function; whatever happens, everything is undone and the exit code tells. */
export async function runMain(main: () => Promise<void>): Promise<void> {
  const interrupted = (code: number) => () => {
    void cleanUp().then(() => process.exit(code))
  }
  process.once('SIGINT', interrupted(130))
  process.once('SIGTERM', interrupted(143))
  try {
    await main()
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    process.exitCode = 1
  }
  await cleanUp()
  process.exit()
}
