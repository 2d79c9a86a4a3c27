import { parseArgs } from 'node:util'

/** What was typed behind `npm run demo:visitors --`. */
export interface VisitorOptions {
  readonly visitorCount: number
  /** Of the wall's clock; a hard bound. */
  readonly minutes: number
  readonly speed: number
  /** Origin of the installation; null: the one that runs here. */
  readonly url: string | null
  readonly seed: number
  readonly isHelp: boolean
}

/** What was typed cannot be done; the message says what can. */
export class OptionError extends Error {}

export const visitorHelp = `npm run demo:visitors -- [options]

  Visitors walk through the demo shop, ask, wait, send photos, lose patience, come back.
  Sign in at the console, press 开始接待, and answer them.

  --visitors N        at once, 1 to 30 (6)
  --minutes M         then everybody leaves, up to 120 (10)
  --speed S           2 is twice as fast, 0.25 to 20 (1)
  --url URL           the installation (the one that runs here)
  --seed X            the same visitors in the same order
  --yes-really-remote lets --url be another machine: they are let loose on people who work there
`

/** Reads the arguments. Throws OptionError. */
export function readVisitorOptions(args: readonly string[]): VisitorOptions {
  const values = parse(args)
  const url = values.url === undefined ? null : originOf(values.url)
  if (url !== null && !values['yes-really-remote'] && !isLoopback(new URL(url).hostname)) {
    throw new OptionError(`${url} is not this machine. If you mean it: --yes-really-remote`)
  }
  return {
    visitorCount: number('--visitors', values.visitors, 6, 1, 30, true),
    minutes: number('--minutes', values.minutes, 10, 0.05, 120, false),
    speed: number('--speed', values.speed, 1, 0.25, 20, false),
    seed: number('--seed', values.seed, Math.floor(Math.random() * 1_000_000), 0, 4_294_967_295, true),
    url,
    isHelp: values.help === true,
  }
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  const options = { visitors: text, minutes: text, speed: text, url: text, seed: text, help: flag }
  try {
    return parseArgs({ args: [...args], options: { ...options, 'yes-really-remote': flag } }).values
  } catch (error) {
    throw new OptionError(error instanceof Error ? error.message : String(error))
  }
}

function number(
  name: string,
  typed: string | undefined,
  otherwise: number,
  min: number,
  max: number,
  isWhole: boolean,
): number {
  if (typed === undefined) return otherwise
  const value = /^\d+(\.\d+)?$/.test(typed) ? Number(typed) : Number.NaN
  if (!(value >= min && value <= max) || (isWhole && !Number.isInteger(value))) {
    throw new OptionError(`${name} is ${isWhole ? 'a whole number' : 'a number'} from ${min} to ${max}, not ${typed}`)
  }
  return value
}

function originOf(typed: string): string {
  if (!URL.canParse(typed) || !/^https?:$/.test(new URL(typed).protocol)) {
    throw new OptionError(`--url is an address such as http://127.0.0.1:8080, not ${typed}`)
  }
  return new URL(typed).origin
}

/** Whether a host name is this very machine. */
export const isLoopback = (host: string) =>
  host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
