import type { MerchantView } from '@keqiao/contract'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useDeferredValue, useState } from 'react'
import { errorWords } from '../../i18n/error-words'
import { fullDate, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { askOperator, callOperator } from './call-operator'
import { CreateMerchant } from './create-merchant'
import { GivenLink, type Given } from './given-link'
import { OperatorList } from './operator-list'
import { SuspendMerchant } from './suspend-merchant'
import { operatorKey, useOperatorTexts } from './use-operator'

/** The merchants of the installation. */
export function MerchantList({ onLeft }: { onLeft: () => void }) {
  const texts = useTexts()
  const words = useOperatorTexts()
  const { message } = App.useApp()
  const { q = '' } = useSearch({ from: '/operator' })
  const navigate = useNavigate()
  const queries = useQueryClient()
  const search = useDeferredValue(q)
  const [creating, setCreating] = useState(false)
  const [given, setGiven] = useState<Given | null>(null)
  const [subject, setSubject] = useState<MerchantView | null>(null)
  const query = useInfiniteQuery({
    queryKey: [...operatorKey, 'merchants', search],
    queryFn: ({ pageParam }) =>
      askOperator('listMerchants', { ...(search && { search }), ...(pageParam !== null && { after: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ merchants, more }) => (more ? (merchants.at(-1)?.code ?? null) : null),
    staleTime: 0,
  })
  const merchants = query.data?.pages.flatMap((page) => page.merchants) ?? []
  const refresh = () => void queries.invalidateQueries({ queryKey: [...operatorKey, 'merchants'] })
  const makeLink = async ({ code, name }: MerchantView) => {
    const reply = await callOperator('makeSetUpLink', { code })
    if (reply.ok) setGiven({ title: words.linkTitle(name), link: reply.result.link, embed: null })
    else if (reply.error.code === 'unauthenticated') onLeft()
    else void message.error(errorWords(texts, reply.error.code))
  }
  return (
    <>
      <div className="operator-head">
        <h1>{words.merchants}</h1>
        <input
          type="search"
          className="operator-search"
          aria-label={words.search}
          placeholder={words.search}
          maxLength={80}
          value={q}
          onChange={({ target }) =>
            void navigate({ to: '/operator', search: target.value ? { q: target.value } : {}, replace: true })
          }
        />
        <span className="spacer" />
        <Button type="primary" size="small" onClick={() => setCreating(true)}>
          {words.add}
        </Button>
      </div>
      <OperatorList query={query} count={merchants.length} empty={search === '' ? words.none : words.noneFound}>
        <MerchantTable merchants={merchants} onLink={(merchant) => void makeLink(merchant)} onSuspend={setSubject} />
      </OperatorList>
      <CreateMerchant
        open={creating}
        onDone={(made) => {
          setCreating(false)
          if (!made) return
          setGiven({ title: words.createdTitle(made.merchant.name), link: made.link, embed: made.embed })
          refresh()
        }}
      />
      <GivenLink given={given} onDone={() => setGiven(null)} />
      <SuspendMerchant
        merchant={subject}
        onDone={() => {
          setSubject(null)
          refresh()
        }}
      />
    </>
  )
}

interface MerchantTableProps {
  merchants: readonly MerchantView[]
  onLink: (merchant: MerchantView) => void
  onSuspend: (merchant: MerchantView) => void
}

function MerchantTable({ merchants, onLink, onSuspend }: MerchantTableProps) {
  const words = useOperatorTexts()
  const language = useLanguageTag()
  const action = (what: string, merchant: MerchantView, doIt: (merchant: MerchantView) => void) => (
    <button
      type="button"
      className="plain-button"
      aria-label={words.doTo(what, merchant.name)}
      onClick={() => doIt(merchant)}
    >
      {what}
    </button>
  )
  return (
    <table className="operator-table">
      <thead>
        <tr>
          <th scope="col">{words.columns.name}</th>
          <th scope="col">{words.columns.code}</th>
          <th scope="col">{words.columns.status}</th>
          <th scope="col">{words.columns.createdAt}</th>
          <th scope="col">{words.actions}</th>
        </tr>
      </thead>
      <tbody>
        {merchants.map((merchant) => (
          <tr key={merchant.code}>
            <th scope="row">{merchant.name}</th>
            <td>{merchant.code}</td>
            <td>
              <span className={merchant.status === 'active' ? 'lamp' : 'lamp lamp-grey'} />{' '}
              {words.status[merchant.status]}
            </td>
            <td>{fullDate(merchant.createdAt, language)}</td>
            <td>
              {merchant.status === 'active' && action(words.link, merchant, onLink)}
              {action(merchant.status === 'active' ? words.suspend : words.resume, merchant, onSuspend)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
