import type { ApiKeyView } from '@keqiao/contract'
import { useIntegrationTexts } from '../../i18n/integration-texts'
import { AskOnce } from '../manage/ask-once'
import { useChange } from '../manage/use-asked'

/** Asks once: it cannot be taken back. */
export function RevokeApiKey({ apiKey, onDone }: { apiKey: ApiKeyView | null; onDone: () => void }) {
  const words = useIntegrationTexts().apiKeys
  const change = useChange('apiKey.list')
  return (
    <AskOnce
      open={apiKey !== null}
      title={apiKey ? words.revokeTitle(apiKey.name) : ''}
      text={words.revokeText}
      action={words.revoke}
      danger
      onDo={() => change('apiKey.revoke', { apiKeyId: apiKey?.id ?? '' })}
      onDone={onDone}
    />
  )
}
