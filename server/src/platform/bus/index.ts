export { createLocalBus, type Bus, type BusListener, type BusMessage } from './bus'
export { createRedisBus } from './redis-bus'
