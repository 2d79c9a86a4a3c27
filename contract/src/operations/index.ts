import { apiKey } from './api-key'
import { broadcast } from './broadcast'
import { channel } from './channel'
import { consult } from './consult'
import { contact } from './contact'
import { conversation } from './conversation'
import type { Operation } from './define'
import { desk } from './desk'
import { dialogue } from './dialogue'
import { exporting } from './export'
import { file } from './file'
import { form } from './form'
import { group } from './group'
import { knowledge } from './knowledge'
import { mail } from './mail'
import { member } from './member'
import { metric } from './metric'
import { notification } from './notification'
import { monitor } from './monitor'
import { offlineMessage } from './offline-message'
import { phrase } from './phrase'
import { provisioning } from './provisioning'
import { queue } from './queue'
import { rating } from './rating'
import { report } from './report'
import { role } from './role'
import { session, visitor } from './session'
import { settings } from './settings'
import { singleSignOn } from './single-sign-on'
import { sla } from './sla'
import { summary } from './summary'
import { webhook } from './webhook'
import { transcript } from './transcript'

export { acceptsApiKey, type Caller, type Operation } from './define'
export type { ApiKeyView } from './api-key'
export type { RoleView } from './role'
export { offlineMessageColumns } from './offline-message'
export type { SavedConditions } from './dialogue'
export type { MetricSettingsChange } from './metric'
export { drillItem, type DrillItem, type OverviewView, type ReportView } from './report'
export {
  operatorOperations,
  type MerchantView,
  type OperatorActView,
  type OperatorInput,
  type OperatorOperation,
  type OperatorOperationName,
  type OperatorOutput,
} from './operator'

/** Every operation of the product, by feature. Doors, permissions, OpenAPI and the table walks are made from this. */
export const operations = {
  session,
  visitor,
  member,
  role,
  group,
  channel,
  file,
  contact,
  conversation,
  desk,
  queue,
  settings,
  offlineMessage,
  notification,
  phrase,
  broadcast,
  consult,
  knowledge,
  mail,
  sla,
  dialogue,
  monitor,
  form,
  summary,
  rating,
  export: exporting,
  report,
  metric,
  apiKey,
  webhook,
  transcript,
  provisioning,
  singleSignOn,
} as const

/** The same as a list. */
export const allOperations: readonly Operation[] = Object.values(operations).flatMap((feature) =>
  Object.values(feature),
)

/** The same by name, for the gateway. */
export const operationsByName: ReadonlyMap<string, Operation> = new Map(allOperations.map((o) => [o.name, o]))
