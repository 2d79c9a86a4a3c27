import type { ExportView } from '@keqiao/contract'
import { App, Button } from 'antd'
import { useEffect, useRef } from 'react'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { fileSize, shortTime, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { PageEmpty, PageFailed, PageLoading } from '../manage/page-states'
import { useChange } from '../manage/use-asked'
import { closeDownloads, exportBegun, exportsSettled, useDownloadCentre } from './download-centre-state'
import { useExports } from './use-exports'
import './download-centre.css'

const goesOn = ({ status }: ExportView) => status === 'waiting' || status === 'running'

/** 下载中心: what one has exported, how far it is, and where it is fetched; tells when something is ready, wherever one is. */
export function DownloadCentre() {
  const { exports: words } = useTexts().dialogues
  const { open, busy } = useDownloadCentre()
  const asked = useExports(busy)
  const exports = asked.data?.exports
  useTellReady(exports)
  return (
    <Dialog
      open={open}
      side
      width={440}
      title={words.centre}
      close={{ label: words.close, drawing: <Icon name="close" /> }}
      onClose={closeDownloads}
    >
      {exports && exports.length > 0 ? (
        <ul className="downloads">
          {exports.map((one) => (
            <Download key={one.id} export={one} />
          ))}
        </ul>
      ) : exports ? (
        <PageEmpty text={words.none} hint={words.noneHint} />
      ) : asked.isError ? (
        <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
      ) : (
        <PageLoading rows={3} />
      )}
    </Dialog>
  )
}

/** Who saw one begin is told of its end. */
function useTellReady(exports: readonly ExportView[] | undefined): void {
  const { exports: words } = useTexts().dialogues
  const { notification } = App.useApp()
  const going = useRef(new Set<string>())
  useEffect(() => {
    if (!exports) return
    for (const one of exports) {
      if (goesOn(one)) going.current.add(one.id)
      else if (going.current.delete(one.id)) {
        const { file } = one
        if (file) {
          notification.success({
            title: words.ready(file.name),
            actions: (
              <a href={file.url} download={file.name}>
                {words.download}
              </a>
            ),
          })
        } else if (one.status === 'failed') notification.error({ title: words.failed })
      }
    }
    if (exports.some(goesOn)) exportBegun()
    else exportsSettled()
  }, [exports, notification, words])
}

function Download({ export: one }: { export: ExportView }) {
  const texts = useTexts()
  const { exports: words } = texts.dialogues
  const language = useLanguageTag()
  const { message } = App.useApp()
  const change = useChange('export.list')
  const { id, what, format, status, doneCount, totalCount, file, expiresAt, createdAt } = one
  const ask = async (name: 'export.cancel' | 'export.retry') => {
    const reply = await change(name, { exportId: id })
    if (!reply.ok) void message.error(errorWords(texts, reply.error.code))
    else if (name === 'export.retry') exportBegun()
  }
  const total = totalCount === null ? null : totalCount.toLocaleString()
  return (
    <li>
      <p className="downloads-head">
        <b>{file?.name ?? `${words.subjects[what]} · ${words.short[format]}`}</b>
        <span data-status={status}>{words.states[status]}</span>
      </p>
      {goesOn(one) && <progress aria-label={words.progress} max={totalCount ?? undefined} value={progressOf(one)} />}
      <p className="downloads-facts">
        <span>{shortTime(createdAt, Date.now(), language)}</span>
        <span>{words.rows(doneCount.toLocaleString(), status === 'running' ? total : null)}</span>
        {file && <span>{fileSize(file.size)}</span>}
        {file && expiresAt !== null && <span>{words.until(shortTime(expiresAt, Date.now(), language))}</span>}
        {one.error !== null && <span className="downloads-error">{errorWords(texts, one.error)}</span>}
      </p>
      <p className="downloads-does">
        {file && (
          <a className="small-button" href={file.url} download={file.name}>
            {words.download}
          </a>
        )}
        {goesOn(one) && (
          <Button size="small" onClick={() => void ask('export.cancel')}>
            {words.cancel}
          </Button>
        )}
        {(status === 'failed' || status === 'cancelled' || status === 'expired') && (
          <Button size="small" onClick={() => void ask('export.retry')}>
            {words.retry}
          </Button>
        )}
      </p>
    </li>
  )
}

/** Of a list nobody counted, only that it moves is known. */
const progressOf = ({ doneCount, totalCount }: ExportView) =>
  totalCount === null ? undefined : Math.min(doneCount, totalCount)
