import type { WireError } from '@keqiao/contract/frames'
import { useTexts } from '../../i18n/language'
import { PageEmpty, PageFailed, PageLoading } from '../manage/page-states'
import { RefusedError } from '../session/session'

interface BoardFacesProps {
  error: WireError | null
  onRetry: () => void
}

/** What stands in the place of the board while nothing is known of it. */
export function BoardFaces({ error, onRetry }: BoardFacesProps) {
  return (
    <main className="monitor-main">
      {error ? <PageFailed error={new RefusedError(error)} onRetry={onRetry} /> : <PageLoading rows={8} />}
    </main>
  )
}

export function NoGroups() {
  const { monitor } = useTexts()
  return <PageEmpty text={monitor.empty} />
}
