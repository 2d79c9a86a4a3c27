export { readOpening, scheduleOperations, type Opening } from './business-hours'
