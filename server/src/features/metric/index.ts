export { createMetricReader } from './metric-reader'
export { rebuildMetrics } from './rebuild-metrics'
export { metricOperations } from './report.queries'
