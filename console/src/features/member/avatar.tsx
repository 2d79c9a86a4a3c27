import { create } from 'zustand'
import { shortName } from '../contact/short-name'

interface AvatarVersions {
  /** Member id -> how often his picture was changed on this page: the address stays, and is cached for a minute. */
  readonly versions: Readonly<Record<string, number>>
}

const useVersions = create<AvatarVersions>(() => ({ versions: {} }))

/** Shows the new picture at once, wherever it is on this page. */
export const avatarChanged = (memberId: string) =>
  useVersions.setState(({ versions }) => ({ versions: { ...versions, [memberId]: (versions[memberId] ?? 0) + 1 } }))

interface AvatarProps {
  memberId: string
  name: string
  /** One's own, in the accent colour. */
  mine?: boolean
  large?: boolean
}

/** A colleague's picture over his initials; who has none is answered with a transparent one. Beside his name, so it says nothing itself. */
export function Avatar({ memberId, name, mine = false, large = false }: AvatarProps) {
  const version = useVersions(({ versions }) => versions[memberId])
  const classes = ['avatar', mine && 'avatar-mine', large && 'avatar-large'].filter(Boolean).join(' ')
  return (
    <span className={classes} aria-hidden="true">
      {shortName(name)}
      <img src={`/avatars/${memberId}${version === undefined ? '' : `?v=${version}`}`} alt="" decoding="async" />
    </span>
  )
}
