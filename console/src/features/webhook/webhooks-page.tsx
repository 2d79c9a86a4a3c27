import type { WebhookView } from '@keqiao/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useIntegrationTexts } from '../../i18n/integration-texts'
import { useTexts } from '../../i18n/language'
import { PageEmpty, PageFailed, PageHead, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import { DeliveryLog } from './delivery-log'
import { WebhookDrawer } from './webhook-drawer'
import { typeName } from './type-name'
import { WebhookForm } from './webhook-form'
import { WebhookState } from './webhook-state'
import '../manage/integrations.css'
import '../member/members.css'
import './webhook.css'
import '../group/groups.css'

/** What is under way arrives meanwhile; in milliseconds. */
const followMs = 5_000

/** Webhook: where events of the merchant are posted to, and what became of each. */
export function WebhooksPage() {
  const words = useIntegrationTexts().webhooks
  const asked = useAsked('webhook.list', {}, followMs)
  const [editing, setEditing] = useState<WebhookView | 'new' | null>(null)
  const [managing, setManaging] = useState<string | null>(null)
  const webhooks = asked.data?.webhooks
  const add = (
    <Button type="primary" size="small" onClick={() => setEditing('new')}>
      {words.add}
    </Button>
  )
  return (
    <>
      <PageHead title={words.title}>{add}</PageHead>
      <div className="page-scroll">
        <p className="integrations-hint">{words.hint}</p>
        {webhooks ? (
          webhooks.length > 0 ? (
            <WebhooksTable webhooks={webhooks} onEdit={setEditing} onManage={({ id }) => setManaging(id)} />
          ) : (
            <PageEmpty text={words.empty} hint={words.emptyHint} />
          )
        ) : asked.isError ? (
          <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
        ) : (
          <PageLoading rows={3} />
        )}
        {webhooks && webhooks.length > 0 && <DeliveryLog webhooks={webhooks} />}
      </div>
      <WebhookForm editing={editing} onDone={() => setEditing(null)} />
      <WebhookDrawer
        webhook={webhooks?.find(({ id }) => id === managing) ?? null}
        onDone={() => setManaging(null)}
        onEdit={setEditing}
      />
    </>
  )
}

interface WebhooksTableProps {
  webhooks: readonly WebhookView[]
  onEdit: (webhook: WebhookView) => void
  onManage: (webhook: WebhookView) => void
}

function WebhooksTable({ webhooks, onEdit, onManage }: WebhooksTableProps) {
  const integrations = useIntegrationTexts()
  const { members } = useTexts()
  const words = integrations.webhooks
  return (
    <div className="integrations-wide">
      <table className="page-table webhooks-table">
        <thead>
          <tr>
            {(['name', 'url', 'types', 'state'] as const).map((column) => (
              <th key={column} scope="col">
                {words.columns[column]}
              </th>
            ))}
            <th scope="col">{integrations.actions}</th>
          </tr>
        </thead>
        <tbody>
          {webhooks.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <span className="ellipsis integrations-name" title={one.name}>
                  {one.name}
                </span>
              </th>
              <td>
                <span className="ellipsis webhook-url" title={one.url}>
                  {one.url}
                </span>
              </td>
              <td title={one.eventTypes.map((type) => typeName(words.typeNames, type)).join('\n')}>
                {words.typeCount(one.eventTypes.length)}
              </td>
              <td>
                <WebhookState webhook={one} />
              </td>
              <td>
                <span className="groups-does">
                  <button
                    type="button"
                    className="plain-button"
                    aria-label={members.doTo(words.edit, one.name)}
                    onClick={() => onEdit(one)}
                  >
                    {words.edit}
                  </button>
                  <button
                    type="button"
                    className="plain-button"
                    aria-label={words.moreOf(one.name)}
                    onClick={() => onManage(one)}
                  >
                    {words.more}
                  </button>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
