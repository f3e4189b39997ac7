import type { ComponentType } from 'react'
import type { IconName } from '@hospital/pages/icons'
import type { ModuleDeclaration } from '@hospital/pages/module'
import type { IconProps } from './icon.tsx'
import {
  BedIcon, BellIcon, BuildingIcon, CalendarClockIcon, CalendarPlusIcon, CardIcon, ChatIcon, ClockIcon, DocumentIcon, GridIcon, HeadsetIcon, HeartIcon, HelpIcon, HomeHeartIcon, HomeIcon, HospitalIcon,
  InvoiceIcon, LayoutIcon, LinkIcon, OrdersIcon, PhoneIcon, PictureIcon, PillIcon, PinIcon, PrescriptionIcon, PulseIcon, QrCodeIcon, QueueIcon, RefundIcon, ReportIcon, SearchIcon, ShieldIcon, StarIcon, StethoscopeIcon,
  TruckIcon, UserIcon, UsersIcon, WalletIcon,
} from './icons.tsx'

/** The drawings behind the names that pages are designed with. */
export const pageIcons: Record<IconName | ModuleDeclaration['icon'], ComponentType<IconProps>> = {
  CALENDAR_PLUS: CalendarPlusIcon, STETHOSCOPE: StethoscopeIcon, CHAT: ChatIcon, QUEUE: QueueIcon, CARD: CardIcon, WALLET: WalletIcon, ORDERS: OrdersIcon, REFUND: RefundIcon, INVOICE: InvoiceIcon,
  HOME_HEART: HomeHeartIcon, HOSPITAL: HospitalIcon, BUILDING: BuildingIcon, BED: BedIcon, PHONE_SCREEN: LayoutIcon, USERS: UsersIcon, USER: UserIcon, BELL: BellIcon, REPORT: ReportIcon, PRESCRIPTION: PrescriptionIcon,
  DOCUMENT: DocumentIcon, PILL: PillIcon, PULSE: PulseIcon, HEART: HeartIcon, STAR: StarIcon, CLOCK: ClockIcon, CALENDAR_CLOCK: CalendarClockIcon, SHIELD: ShieldIcon, HELP: HelpIcon, HEADSET: HeadsetIcon, PIN: PinIcon,
  TRUCK: TruckIcon, QR_CODE: QrCodeIcon, LINK: LinkIcon, GRID: GridIcon, HOME: HomeIcon,
  SEARCH: SearchIcon, TEXT: DocumentIcon, PICTURE: PictureIcon, LIST: OrdersIcon, PHONE: PhoneIcon,
}
