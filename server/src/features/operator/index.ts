export { createMerchant, makeSetUpLink } from './create-merchant'
export { isOperatorName, listOperators, makeOperatorLink, removeOperator } from './operator-accounts'
export { operatorRoutes } from './operator.routes'
