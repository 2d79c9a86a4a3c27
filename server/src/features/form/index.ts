import { operations } from '@keqiao/contract'
import { query, refuse, type Bindable } from '../../platform/operations'
import { publishForm } from './publish-form'
import { readForm } from './read-form'

export { readForm } from './read-form'

const getForm = query(operations.form.get, async (actor, { purpose, version }, { tx }) => {
  const form = await readForm(tx, actor.tenantId, purpose, version ?? null)
  return form ? { form } : refuse('form_version_unknown')
})

/** Forms, for whoever fills them in and whoever makes them. */
export const formOperations: Bindable[] = [getForm, publishForm]
