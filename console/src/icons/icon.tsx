import { drawingOf, type IconName } from './drawings'

interface IconProps {
  name: IconName
  /** 14 px instead of 16: in compact buttons and in text. */
  small?: boolean
  className?: string
}

/** One of our drawings in the colour of the text around it. It says nothing by itself: put a word or a label beside it. */
export function Icon({ name, small = false, className }: IconProps) {
  const { paths = [], circles = [], rects = [] } = drawingOf(name)
  const classes = ['icon', small && 'icon-small', className].filter(Boolean).join(' ')
  return (
    <svg className={classes} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {rects.map(([x, y, width, height, radius]) => (
        <rect key={`${x} ${y}`} x={x} y={y} width={width} height={height} rx={radius} />
      ))}
      {circles.map(([x, y, radius]) => (
        <circle key={`${x} ${y}`} cx={x} cy={y} r={radius} />
      ))}
      {paths.map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  )
}
