import { expect, test } from 'vitest'
import { readConfig } from '../config'
import { demoWanted } from './demo-wanted'

test.each<[Record<string, string>, boolean]>([
  [{}, true],
  [{ HOST: 'localhost' }, true],
  [{ HOST: '::1' }, true],
  [{ PUBLIC_URL: 'http://localhost:9000' }, true],
  [{ NODE_ENV: 'development' }, true],
  [{ DEMO: 'off' }, false],
  [{ NODE_ENV: 'production' }, false],
  [{ HOST: '0.0.0.0' }, false],
  [{ HOST: '192.0.2.7' }, false],
  [{ HOST: '::' }, false],
  // Bound to loopback, but a proxy lets others in.
  [{ PUBLIC_URL: 'https://chat.example.com' }, false],
  [{ TRUST_PROXY: '1' }, false],
  [{ DEMO: 'on', PUBLIC_URL: 'https://chat.example.com', TRUST_PROXY: '1' }, true],
  [{ DEMO: 'on', NODE_ENV: 'production' }, true],
  [{ DEMO: 'on', HOST: '0.0.0.0' }, false],
])('%j: %s', (environment, wanted) => {
  expect(demoWanted(readConfig(environment))).toBe(wanted)
})
