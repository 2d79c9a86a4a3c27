import type { WebhookDeliveryView, WebhookView } from '@keqiao/contract'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { shortTime, useLanguageTag } from '../../i18n/format'
import { useIntegrationTexts } from '../../i18n/integration-texts'
import { PageEmpty, PageFailed, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import { Answer } from './delivery-answer'
import { DeliveryDetail } from './delivery-detail'
import { typeName } from './type-name'
import { deliveryStates, type WebhooksSearch } from './webhooks-search'

const pageSize = 20
/** What is under way arrives meanwhile; in milliseconds. */
const followMs = 5_000

/** 推送记录: newest first, with what was answered. */
export function DeliveryLog({ webhooks }: { webhooks: readonly WebhookView[] }) {
  const integrations = useIntegrationTexts()
  const words = integrations.webhooks
  const search = useSearch({ from: '/staff/manage/webhooks' })
  const { state = 'all', endpoint, type, before } = search
  const navigate = useNavigate()
  const [shown, setShown] = useState<string | null>(null)
  const asked = useAsked(
    'webhook.deliveries',
    {
      ...{ status: state, limit: pageSize },
      ...(endpoint && { webhookId: endpoint }),
      ...(type && { type }),
      ...(before && { before }),
    },
    followMs,
  )
  const show = (next: WebhooksSearch) => void navigate({ to: '/manage/webhooks', search: next })
  const { before: _before, ...kept } = search
  const { data } = asked
  const last = data?.deliveries.at(-1)
  const isFiltered = state !== 'all' || endpoint !== undefined || type !== undefined || before !== undefined
  return (
    <section className="webhook-log" aria-label={words.log}>
      <header>
        <h3>{words.log}</h3>
        <small>{words.logHint}</small>
        <span className="spacer" />
        <Filters webhooks={webhooks} search={kept} onChange={show} />
      </header>
      {data ? (
        data.deliveries.length > 0 ? (
          <DeliveryTable deliveries={data.deliveries} webhooks={webhooks} onShow={setShown} />
        ) : isFiltered ? (
          <PageEmpty text={words.logEmptyFiltered} />
        ) : (
          <PageEmpty text={words.logEmpty} hint={words.logEmptyHint} />
        )
      ) : asked.isError ? (
        <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
      ) : (
        <PageLoading rows={4} />
      )}
      {data && (before !== undefined || data.more) && (
        <nav className="integrations-pages" aria-label={words.log}>
          <Button size="small" disabled={before === undefined} onClick={() => show(kept)}>
            {integrations.newest}
          </Button>
          <Button size="small" disabled={!data.more} onClick={() => last && show({ ...kept, before: last.id })}>
            {integrations.older}
          </Button>
        </nav>
      )}
      <DeliveryDetail deliveryId={shown} onDone={() => setShown(null)} />
    </section>
  )
}

interface FiltersProps {
  webhooks: readonly WebhookView[]
  search: WebhooksSearch
  onChange: (search: WebhooksSearch) => void
}

function Filters({ webhooks, search, onChange }: FiltersProps) {
  const words = useIntegrationTexts().webhooks
  const { state = 'all', endpoint = '', type = '' } = search
  const set = (field: 'endpoint' | 'type', value: string) => {
    const { [field]: _former, ...others } = search
    onChange(value === '' ? others : { ...others, [field]: value })
  }
  return (
    <>
      <select
        className="integrations-select"
        data-small
        aria-label={words.endpoint}
        value={endpoint}
        onChange={({ target }) => set('endpoint', target.value)}
      >
        <option value="">{words.everyEndpoint}</option>
        {webhooks.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <select
        className="integrations-select"
        data-small
        aria-label={words.types}
        value={type}
        onChange={({ target }) => set('type', target.value)}
      >
        <option value="">{words.everyType}</option>
        {Object.entries(words.typeNames).map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
      <Segmented
        size="small"
        aria-label={words.status}
        value={state}
        options={deliveryStates.map((value) => ({ value, label: words.statuses[value] }))}
        onChange={(next) => {
          const { state: _former, ...others } = search
          onChange(next === 'all' ? others : { ...others, state: next })
        }}
      />
    </>
  )
}

interface DeliveryTableProps {
  deliveries: readonly WebhookDeliveryView[]
  webhooks: readonly WebhookView[]
  onShow: (deliveryId: string) => void
}

function DeliveryTable({ deliveries, webhooks, onShow }: DeliveryTableProps) {
  const integrations = useIntegrationTexts()
  const words = integrations.webhooks
  const language = useLanguageTag()
  const time = (at: number) => shortTime(at, Date.now(), language)
  const names = new Map(webhooks.map(({ id, name }) => [id, name]))
  return (
    <div className="integrations-wide">
      <table className="page-table webhook-log-table">
        <thead>
          <tr>
            {(['at', 'type', 'endpoint', 'status', 'answer', 'attempts'] as const).map((column) => (
              <th key={column} scope="col">
                {words.logColumns[column]}
              </th>
            ))}
            <th scope="col">{integrations.actions}</th>
          </tr>
        </thead>
        <tbody>
          {deliveries.map((one) => (
            <tr key={one.id}>
              <td>{time(one.createdAt)}</td>
              <th scope="row">
                {typeName(words.typeNames, one.type)} <small>{one.type}</small>
              </th>
              <td>
                <span className="ellipsis integrations-name">{names.get(one.webhookId)}</span>
              </td>
              <td>
                <span className="integrations-state" data-state={one.status}>
                  {words.statuses[one.status]}
                </span>
                {one.nextAt !== null && one.attempts > 0 && <small> {words.nextAt(time(one.nextAt))}</small>}
              </td>
              <td>
                <Answer {...one} />
              </td>
              <td>{one.attempts}</td>
              <td>
                <button
                  type="button"
                  className="plain-button"
                  aria-label={words.detailOf(typeName(words.typeNames, one.type), time(one.createdAt))}
                  onClick={() => onShow(one.id)}
                >
                  {words.detail}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
