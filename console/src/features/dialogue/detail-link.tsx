import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useDesk } from '../desk/desk-context'

interface DetailLinkProps {
  /** Of the dialogue; nothing is shown without one. */
  legId: string | null | undefined
  className?: string
  children: ReactNode
}

/** The way to the detail of a dialogue (MGT-07), for those who may open it: in the list of all, or of their own. */
export function DetailLink({ legId, className, children }: DetailLinkProps) {
  const { me } = useDesk()
  if (legId === null || legId === undefined || !me.permissions.includes('dialogue:read')) return null
  const to = me.scope === 'own' ? '/manage/own-dialogues' : '/manage/dialogues'
  return (
    <Link to={to} search={{ id: legId }} {...(className !== undefined && { className })}>
      {children}
    </Link>
  )
}
