interface FactListProps {
  /** Names with what they stand for; null: there is nothing to tell. */
  facts: readonly (readonly [name: string, value: string | null])[]
}

/** Names and values beside each other. */
export function FactList({ facts }: FactListProps) {
  return (
    <dl className="visitor-facts">
      {facts.map(
        ([name, value]) =>
          value !== null && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
