import type { ApiKeyView } from '@keqiao/contract'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { fullDate, shortTime, useLanguageTag } from '../../i18n/format'
import { useIntegrationTexts } from '../../i18n/integration-texts'
import { useTexts } from '../../i18n/language'
import { PageEmpty, PageFailed, PageHead, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import type { ApiKeysSearch } from './api-keys-search'
import { NewApiKey } from './new-api-key'
import { RevokeApiKey } from './revoke-api-key'
import '../manage/integrations.css'
import '../member/members.css'
import './api-key.css'

const pageSize = 50

/** API 密钥: by what programs of the merchant sign in. */
export function ApiKeysPage() {
  const integrations = useIntegrationTexts()
  const words = integrations.apiKeys
  const { all, before } = useSearch({ from: '/staff/manage/api-keys' })
  const navigate = useNavigate()
  const input = { status: all ? 'all' : 'usable', limit: pageSize, ...(before && { before }) } as const
  const asked = useAsked('apiKey.list', input)
  const [adding, setAdding] = useState(false)
  const [revoking, setRevoking] = useState<ApiKeyView | null>(null)
  const show = (search: ApiKeysSearch) => void navigate({ to: '/manage/api-keys', search })
  const kept: ApiKeysSearch = all ? { all } : {}
  const { data } = asked
  const last = data?.apiKeys.at(-1)
  const add = (
    <Button type="primary" size="small" onClick={() => setAdding(true)}>
      {words.add}
    </Button>
  )
  return (
    <>
      <PageHead title={words.title}>
        <Segmented
          size="small"
          aria-label={words.status}
          value={all ? 'all' : 'usable'}
          options={(['usable', 'all'] as const).map((value) => ({ value, label: words.filters[value] }))}
          onChange={(next) => show(next === 'all' ? { all: true } : {})}
        />
        {add}
      </PageHead>
      <div className="page-scroll">
        <p className="integrations-hint">
          {words.hint}
          <a href="/api/docs" target="_blank" rel="noreferrer">
            /api/docs
          </a>
        </p>
        {data ? (
          data.apiKeys.length > 0 ? (
            <ApiKeysTable apiKeys={data.apiKeys} onRevoke={setRevoking} />
          ) : (
            <PageEmpty text={words.empty} hint={words.emptyHint} />
          )
        ) : asked.isError ? (
          <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
        ) : (
          <PageLoading rows={4} />
        )}
        {data && (before !== undefined || data.more) && (
          <nav className="integrations-pages" aria-label={words.title}>
            <Button size="small" disabled={before === undefined} onClick={() => show(kept)}>
              {integrations.newest}
            </Button>
            <Button size="small" disabled={!data.more} onClick={() => last && show({ ...kept, before: last.id })}>
              {integrations.older}
            </Button>
          </nav>
        )}
      </div>
      <NewApiKey open={adding} onDone={() => setAdding(false)} />
      <RevokeApiKey apiKey={revoking} onDone={() => setRevoking(null)} />
    </>
  )
}

interface ApiKeysTableProps {
  apiKeys: readonly ApiKeyView[]
  onRevoke: (apiKey: ApiKeyView) => void
}

function ApiKeysTable({ apiKeys, onRevoke }: ApiKeysTableProps) {
  const integrations = useIntegrationTexts()
  const { roles } = useTexts()
  const words = integrations.apiKeys
  const language = useLanguageTag()
  const time = (at: number) => shortTime(at, Date.now(), language)
  const named = (scopes: readonly string[]) =>
    scopes.map((scope) => (roles.permissions as Record<string, string>)[scope] ?? scope).join('\n')
  return (
    <div className="integrations-wide">
      <table className="page-table api-keys-table">
        <thead>
          <tr>
            {(['name', 'key', 'scopes', 'maker', 'lastUsed', 'expires', 'status'] as const).map((column) => (
              <th key={column} scope="col">
                {words.columns[column]}
              </th>
            ))}
            <th scope="col">{integrations.actions}</th>
          </tr>
        </thead>
        <tbody>
          {apiKeys.map((one) => (
            <tr key={one.id} data-status={one.status}>
              <th scope="row">
                <span className="ellipsis integrations-name" title={one.name}>
                  {one.name}
                </span>
              </th>
              <td>
                <code>{one.prefix}_…</code>
              </td>
              <td title={named(one.activeScopes)}>{words.scopes(one.activeScopes.length, one.scopes.length)}</td>
              <td>{one.maker.nickname}</td>
              <td>{one.lastUsedAt === null ? integrations.never : time(one.lastUsedAt)}</td>
              <td>{one.expiresAt === null ? words.noEnd : fullDate(one.expiresAt, language)}</td>
              <td>
                <span className="integrations-state" data-state={one.status}>
                  {words.statuses[one.status]}
                </span>
              </td>
              <td>
                {(one.status === 'active' || one.status === 'idle') && (
                  <button
                    type="button"
                    className="plain-button"
                    aria-label={words.revokeOf(one.name)}
                    onClick={() => onRevoke(one)}
                  >
                    {words.revoke}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
