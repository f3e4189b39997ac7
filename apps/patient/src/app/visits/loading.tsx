export { PageWaiting as default } from '@/frame/page-waiting'
