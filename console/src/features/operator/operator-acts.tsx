import { useInfiniteQuery } from '@tanstack/react-query'
import { shortTime, useLanguageTag } from '../../i18n/format'
import { askOperator } from './call-operator'
import { OperatorList } from './operator-list'
import { operatorKey, useOperatorTexts } from './use-operator'

/** What operators did, latest first. */
export function OperatorActs() {
  const words = useOperatorTexts()
  const language = useLanguageTag()
  const query = useInfiniteQuery({
    queryKey: [...operatorKey, 'acts'],
    queryFn: ({ pageParam }) => askOperator('listActs', pageParam === null ? {} : { before: pageParam }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ acts, more }) => (more ? (acts.at(-1)?.id ?? null) : null),
    staleTime: 0,
  })
  const acts = query.data?.pages.flatMap((page) => page.acts) ?? []
  return (
    <>
      <div className="operator-head">
        <h1>{words.acts}</h1>
      </div>
      <OperatorList query={query} count={acts.length} empty={words.noActs}>
        <ul className="operator-acts">
          {acts.map(({ id, at, operator, act, merchantCode }) => (
            <li key={id}>
              <time dateTime={new Date(at).toISOString()}>{shortTime(at, Date.now(), language)}</time>
              <span>{operator}</span>
              <span>{words.act[act](merchantCode ?? '')}</span>
            </li>
          ))}
        </ul>
      </OperatorList>
    </>
  )
}
