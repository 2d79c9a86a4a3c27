import type { ReactNode } from 'react'

interface PanelSectionProps {
  title: string
  /** At the right of the title. */
  aside?: ReactNode
  children: ReactNode
}

/** One part of 顾客信息, between two lines. */
export function PanelSection({ title, aside, children }: PanelSectionProps) {
  return (
    <section>
      <div className="panel-section-head">
        <h4>{title}</h4>
        {aside}
      </div>
      {children}
    </section>
  )
}
