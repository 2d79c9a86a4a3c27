import { Dialog } from '../../dialog/dialog'
import { fullDate, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { PageEmpty, PageFailed, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'

const shown = 100

/** 旁听记录: who listened in, to whom and when. */
export function WatchesDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { monitor } = useTexts()
  return (
    <Dialog
      open={open}
      width={840}
      title={monitor.watches.title}
      close={{ label: monitor.steer.cancel, drawing: <Icon name="close" /> }}
      onClose={onClose}
    >
      {open && <Watches />}
    </Dialog>
  )
}

function Watches() {
  const texts = useTexts()
  const { watches } = texts.monitor
  const language = useLanguageTag()
  const asked = useAsked('monitor.listWatches', { limit: shown })
  if (asked.isError) return <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
  if (!asked.data) return <PageLoading rows={4} />
  if (asked.data.watches.length === 0) return <PageEmpty text={watches.empty} />
  return (
    <div className="watches">
      <table className="page-table">
        <thead>
          <tr>
            <th scope="col">{watches.began}</th>
            <th scope="col">{watches.ended}</th>
            <th scope="col">{watches.watcher}</th>
            <th scope="col">{watches.agent}</th>
            <th scope="col">{watches.room}</th>
          </tr>
        </thead>
        <tbody>
          {asked.data.watches.map(({ id, watcher, agent, roomNumber, beganAt, endedAt }) => (
            <tr key={id}>
              <th scope="row">{fullDate(beganAt, language)}</th>
              <td>{endedAt === null ? watches.goingOn : fullDate(endedAt, language)}</td>
              <td>{watcher.nickname}</td>
              <td>{agent.nickname}</td>
              <td>{texts.conversation.room(roomNumber)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
