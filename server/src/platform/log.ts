import { randomBytes } from 'node:crypto'
import { DatabaseError } from 'pg'
import { pino, type DestinationStream, type Logger } from 'pino'

/** The structured log: one JSON object a line. */
export type Log = Logger

interface LogOptions {
  readonly level: string
  /** Where the lines go; stdout by default. */
  readonly destination?: DestinationStream
}

/**
 * Names under which something secret or private could reach a log line by mistake. Nothing logs inputs on purpose; this
 * is the net below it, two levels deep.
 */
const privateNames = [
  'password',
  'token',
  'secret',
  'cookie',
  'authorization',
  'text',
  'body',
  'input',
  'payload',
  'login',
  'draft',
  'headers',
]

/**
 * Opens the log. Private fields are cut out; errors are told by type, code, place and a message from which quoted
 * values are removed, since the database and the JSON parser quote what people wrote.
 */
export function createLog({ level, destination }: LogOptions): Log {
  return pino(
    {
      level,
      // Not `pid`: lines about other processes use that.
      base: { processId: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError, error: describeError, req: () => undefined, res: () => undefined },
      redact: {
        paths: privateNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
        censor: '[private]',
      },
    },
    destination ?? pino.destination({ dest: 1, sync: true }),
  )
}

/** What a log line may tell of an error: never the values that led to it. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  const description: Record<string, unknown> = { type: error.name, message: withoutValues(error) }
  if ('code' in error) description.code = String(error.code)
  // Detail, hint and where of a database error show rows; table and constraint are ours.
  if (error instanceof DatabaseError) Object.assign(description, { table: error.table, constraint: error.constraint })
  const place = error.stack?.split('\n').filter((line) => /^\s+at /.test(line))
  if (place) description.stack = place.slice(0, 12).join('\n')
  if (error.cause !== undefined) description.cause = describeError(error.cause)
  return description
}

function withoutValues(error: Error): string {
  const quotesValues = error instanceof DatabaseError || error instanceof SyntaxError
  const message = quotesValues ? error.message.replace(/"[\s\S]*"/g, '"…"').replace(/'[\s\S]*'/g, "'…'") : error.message
  return message.slice(0, 500)
}

/**
 * Makes the function that records a fault: it takes the error and where it happened, and returns a short reference that
 * the caller gets and the log line carries, so that one finds the other.
 */
export function createFaultReport(log: Log): (error: unknown, where: string) => string {
  return (error, where) => {
    const reference = randomBytes(6).toString('hex')
    log.error({ err: error, reference, where }, 'fault')
    return reference
  }
}
