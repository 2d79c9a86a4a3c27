import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { useConnectionFace } from './connection-lamp'
import { useDesk } from './desk-context'

/** The red bar under the work bar, once a lost connection is more than a hiccup. Writing goes on meanwhile. */
export function ConnectionBar() {
  const texts = useTexts()
  const { client } = useDesk()
  const { bar } = useConnectionFace()
  if (bar === null) return null
  const again = () => (client.state.getSnapshot().status === 'stopped' ? client.start() : client.retryNow())
  return (
    <div className="connection-bar" role="alert">
      <Icon name="alert" small />
      <span>{bar}</span>
      <button type="button" onClick={again}>
        {texts.connection.retryNow}
      </button>
    </div>
  )
}
