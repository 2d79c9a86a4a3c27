import { expect, test } from 'vitest'
import { startBlock } from './start-block'

const facts = { publicUrl: 'https://chat.example.com', demo: null, database: 'DATABASE_URL' }

test('an installation without a merchant says how to make the first one', () => {
  expect(startBlock({ ...facts, isNew: true })).toContain('npm run merchant -- create <code> <name>')
  expect(startBlock({ ...facts, isNew: false })).not.toContain('merchant')
})
