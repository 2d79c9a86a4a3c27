export { readHours, readOpening, scheduleOperations, type Opening } from './business-hours'
