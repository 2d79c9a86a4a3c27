import { useState } from 'react'
import { Icon } from '../../icons/icon'

/** The picture of a card, or what stands in its place: while it comes, and where there is none. */
export function CardPicture({ address, large = false }: { address: string | undefined; large?: boolean }) {
  // The address that failed: a new one, signed afresh, is worth another try.
  const [broken, setBroken] = useState<string | null>(null)
  return (
    <span className="card-picture" data-large={large}>
      {address === undefined || broken === address ? (
        <Icon name="image" />
      ) : (
        <img src={address} alt="" decoding="async" loading="lazy" onError={() => setBroken(address)} />
      )}
    </span>
  )
}
