export type { DemoAccounts } from './demo-accounts'
export { seedDemo } from './seed-demo'
