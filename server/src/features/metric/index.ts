export { metricOperations } from './report.queries'
