export { readHours, readOpening, readTimeZone, scheduleOperations, type Opening } from './business-hours'
