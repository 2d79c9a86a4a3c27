import type { Config } from '../config'

const isLoopback = (host: string) =>
  host === 'localhost' || host === '::1' || host === '[::1]' || host.startsWith('127.')

/**
 * Whether a new installation of this configuration is filled with the demo. Only where nobody but this machine reaches
 * it: bound to a loopback address, with no other address told for browsers and no proxy in front, which would let others
 * in; and not in production. `DEMO=on` says that the proxy is meant so; it never opens an address of the network.
 */
export function demoWanted(
  config: Pick<Config, 'demo' | 'host' | 'publicUrl' | 'trustProxy' | 'isProduction'>,
): boolean {
  if (config.demo === 'off' || !isLoopback(config.host)) return false
  if (config.demo === 'on') return true
  const named = config.publicUrl !== null && !isLoopback(new URL(config.publicUrl).hostname)
  return !named && config.trustProxy === false && !config.isProduction
}
