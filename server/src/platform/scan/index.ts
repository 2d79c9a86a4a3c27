export { createClamd, type ClamdAddress, type Scan, type ScanVerdict } from './clamd'
