export * from './binding'
export * from './execute'
export * from './refusal'
export * from './command'
