import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { operatorTexts, type OperatorTexts } from '../../i18n/operator-texts'
import { useLanguage } from '../../i18n/language'
import { RefusedError } from '../session/session'
import { askOperator } from './call-operator'

export const operatorKey = ['operator'] as const

async function whoIsOperator(): Promise<string | null> {
  try {
    return (await askOperator('get', {})).name
  } catch (error) {
    if (error instanceof RefusedError && error.error.code === 'unauthenticated') return null
    throw error
  }
}

/** The name of the signed-in operator; null for nobody. */
export const useOperator = () => useQuery(queryOptions({ queryKey: [...operatorKey, 'me'], queryFn: whoIsOperator }))

/** Somebody came or went: everything is asked anew. */
export function useOperatorChanged(): (name: string | null) => void {
  const queries = useQueryClient()
  return (name) => {
    // Not the query that is being looked at: it would not hear of its own replacement.
    queries.removeQueries({ queryKey: operatorKey, predicate: ({ queryKey }) => queryKey[1] !== 'me' })
    queries.setQueryData([...operatorKey, 'me'], name)
  }
}

export const useOperatorTexts = (): OperatorTexts => operatorTexts[useLanguage((state) => state.language)]
