import { lazy, Suspense } from 'react'
import { useDesk } from '../desk/desk-context'
import { useDownloadCentre } from './download-centre-state'

const DownloadCentre = lazy(async () => ({ default: (await import('./download-centre')).DownloadCentre }))

/** 下载中心 over whatever page one is on; fetched when somebody first opens it or exports something. */
export function DownloadsInFront() {
  const { me } = useDesk()
  const used = useDownloadCentre(({ open, busy }) => open || busy)
  const wasUsed = useDownloadCentre(({ used: before }) => before)
  if (!used && !wasUsed) return null
  return (
    <Suspense>
      <DownloadCentre key={me.member.id} />
    </Suspense>
  )
}
