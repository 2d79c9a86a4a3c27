export { readOpening, readTimeZone, scheduleOperations, type Opening } from './business-hours'
