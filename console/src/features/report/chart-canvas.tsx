import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { init, use, type EChartsCoreOption } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { useAppearance } from '../../theme/appearance'
import type { ChartSpec } from './chart-spec'

use([BarChart, LineChart, GridComponent, TooltipComponent, CanvasRenderer])

/** What is drawn takes its colours from the page, so that both themes have theirs. */
function colourOf(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()
}

/** The picture alone; its words and its table are its frame's. A chunk of its own, since it brings the drawing library. */
export function ChartCanvas({ spec }: { spec: ChartSpec }) {
  const element = useRef<HTMLDivElement>(null)
  const theme = useAppearance((state) => state.theme)
  useEffect(() => {
    if (!element.current) return
    const chart = init(element.current)
    chart.setOption(optionOf(spec))
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(element.current)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
    // The theme is in the custom properties that the option reads.
  }, [spec, theme])
  return <div ref={element} className="chart-canvas" data-kind={spec.kind} aria-hidden="true" />
}

function optionOf(spec: ChartSpec): EChartsCoreOption {
  const { kind, categories, unit, series, read } = spec
  const [t2, t3, grid] = [colourOf('t2'), colourOf('t3'), colourOf('grid')]
  const label = { color: t3, fontSize: 11 }
  const names = {
    type: 'category',
    data: categories,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: grid } },
    axisLabel: { ...label, hideOverlap: true, ...(kind === 'bars' && { width: 88, overflow: 'truncate' }) },
    ...(kind === 'bars' && { inverse: true }),
  }
  const values = {
    type: 'value',
    name: unit,
    nameLocation: 'end',
    nameTextStyle: { ...label, align: kind === 'bars' ? 'left' : 'right' },
    minInterval: 1,
    axisLabel: label,
    splitLine: { lineStyle: { color: grid } },
    splitNumber: 4,
  }
  return {
    animation: false,
    grid: {
      left: 8,
      right: kind === 'bars' ? 44 : 16,
      top: unit === '' || kind === 'bars' ? 10 : 26,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    tooltip: {
      trigger: 'axis',
      // Drawn, not written into the page: the policy of the page allows no inline style.
      renderMode: 'richText',
      axisPointer: { type: 'shadow', shadowStyle: { color: 'rgba(128,128,128,.12)' } },
      backgroundColor: colourOf('pop'),
      borderColor: colourOf('line2'),
      textStyle: { color: colourOf('t1'), fontSize: 12 },
      valueFormatter: (value: unknown) => (typeof value === 'number' ? read(value) : ''),
    },
    xAxis: kind === 'columns' ? names : values,
    yAxis: kind === 'columns' ? values : names,
    series: series.map(({ name, colour, line, values: data }) =>
      line
        ? {
            ...{ name, type: 'line', data, symbol: 'none' },
            ...{ lineStyle: { color: t3, width: 1.5, type: 'dashed' }, itemStyle: { color: t2 } },
          }
        : {
            ...{ name, type: 'bar', stack: 'all', data, barMaxWidth: kind === 'columns' ? 24 : 14 },
            itemStyle: {
              color: colourOf(colour),
              borderColor: colourOf('bg'),
              borderWidth: series.length > 1 ? 0.5 : 0,
            },
          },
    ),
  }
}
