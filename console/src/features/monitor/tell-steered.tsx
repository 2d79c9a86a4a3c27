import { App } from 'antd'
import { useEffect } from 'react'
import { useTexts } from '../../i18n/language'
import { useDesk } from '../desk/desk-context'

/** Seconds. Long enough to be read by somebody who was looking elsewhere. */
const shownFor = 12

/** RTE-15: whoever is steered is told what was changed and by whom, wherever in the console he is. */
export function TellSteered() {
  const { client } = useDesk()
  const { monitor } = useTexts()
  const { message } = App.useApp()
  useEffect(
    () =>
      client.on('steered', ({ by, status, capacity, groups }) => {
        const { steer } = monitor
        const tell = (content: string) => void message.warning({ content, duration: shownFor })
        if (status) tell(steer.toldStatus(by, monitor.status[status]))
        if (capacity !== undefined) tell(steer.toldCapacity(by, capacity))
        if (groups) tell(steer.toldGroups(by))
      }),
    [client, monitor, message],
  )
  return null
}
