export * from './binding'
export * from './execute'
export * from './refusal'
