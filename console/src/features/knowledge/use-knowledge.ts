import { useAsked, useChange } from '../manage/use-asked'
import { categoryOptions } from './category-options'

/** The tree of categories. */
export function useCategories(allowed = true) {
  const asked = useAsked('knowledge.categories', {}, undefined, allowed)
  return { asked, options: categoryOptions(asked.data?.categories ?? []) }
}

/** Asks for a change of the knowledge base; what is shown of it is asked again afterwards. */
export const useChangeKnowledge = () =>
  useChange('knowledge.list', 'knowledge.categories', 'knowledge.get', 'knowledge.versions')
