import { App } from 'antd'
import { useEffect } from 'react'
import { useTexts } from '../../i18n/language'
import { alertsNow, useAlertSettings } from './alert-settings'
import { chime } from './chime'
import { useDesk } from './desk-context'

/** Seconds. Long enough to be read by somebody who was looking elsewhere. */
const shownFor = 12

/** Whoever loses a dialogue to an administrator's decision is told, wherever in the console he is. */
export function TellLost() {
  const { book, me } = useDesk()
  const { assign, conversation } = useTexts()
  const { message } = App.useApp()
  useEffect(
    () =>
      book.onLost(({ by, to, roomNumber }) => {
        const room = conversation.room(roomNumber)
        const words = by.id === to.id ? assign.lostTo(by.nickname, room) : assign.lost(by.nickname, room, to.nickname)
        void message.warning({ content: words, duration: shownFor })
        if (alertsNow(useAlertSettings.getState(), Date.now()).sound) chime('message')
      }),
    [book, me, assign, conversation, message],
  )
  return null
}
