import type { BrowserContext, ConsoleMessage, Page, Response } from 'playwright-core'

/** Everything that must never happen on a screen, whatever the story is about. */
export interface FaultWatch {
  readonly faults: readonly string[]
  /** All that the pages said, for whoever looks for the cause. */
  readonly said: readonly string[]
  /** From now on the server may be away: connections that fail and the answers of one that starts are no faults. */
  allowOutage(): void
}

/** What the browser itself says where the network, an answer or a push service is missing; answers are looked at one by one. */
const browserOnNetwork =
  /^Failed to load resource|^WebSocket connection to .* failed|does not support the Push API in incognito mode/

/** Refusals by the API are part of many stories; a page that lacks a part of itself is part of none. */
const isFault = (response: Response) =>
  response.status() >= (new URL(response.url()).pathname.startsWith('/api/') ? 500 : 400)

/**
 * Watches every page and frame of a person's browser: errors, refused content (CSP), answers of 500 and more, missing
 * files.
 */
export async function watchFaults(context: BrowserContext, who: string): Promise<FaultWatch> {
  const faults: string[] = []
  const said: string[] = []
  let outage = false
  const fault = (what: string) => void faults.push(`${who}: ${what}`)

  await context.exposeBinding('tellViolation', (_source, violation: string) => fault(`CSP refused ${violation}`))
  await context.addInitScript(`addEventListener('securitypolicyviolation', (event) =>
    tellViolation([event.violatedDirective, event.blockedURI, event.documentURI, event.sample].join(' ')))`)

  const hear = (message: ConsoleMessage) => {
    const text = `${message.type()} ${message.text()} (${message.location().url})`
    said.push(text)
    if (message.type() === 'error' && !browserOnNetwork.test(message.text())) fault(`console ${text}`)
  }
  const look = (response: Response) => {
    if (isFault(response) && !outage) fault(`${response.status()} from ${response.url()}`)
  }
  context.on('page', (page: Page) => {
    page.on('pageerror', (error) => fault(`page error ${error.stack ?? error.message}`))
    page.on('crash', () => fault('the page crashed'))
  })
  context.on('console', hear)
  context.on('response', look)
  return {
    faults,
    said,
    allowOutage() {
      outage = true
    },
  }
}
