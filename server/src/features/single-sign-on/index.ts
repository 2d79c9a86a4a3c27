export { createProviders, type Providers } from './provider'
export { singleSignOnRoutes } from './sign-in.routes'
export { mayUsePassword } from './single-sign-on-setting'
export { singleSignOnOperations } from './single-sign-on.routes'
