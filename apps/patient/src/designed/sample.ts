import { readMode } from '@/elder/mode'
import { HomecareShortDocument, HomeDocument, type HomePersonQuery, type MineQuery, type RunningConsultationsQuery, type StayBillQuery, type StayQuery, type TodaysVisitsQuery } from '@/graphql/graphql'
import { anonymous, house } from '@/house/house'
import type { Answer, Scene } from './scene'

const chen = { id: 'chen', name: '陈立群', title: '主任医师' }
const cardiology = { id: 'cardiology', name: '心血管内科' }
const father = { id: 'father', name: '周建国' }

const family: HomePersonQuery = {
  me: { id: 'me', patients: [{ ...father, sex: 'MALE', age: 68, relationship: 'PARENT', isDefault: true, cards: [{ id: 'card', number: '0000000003021', isDefault: true }] }] },
  unpaid: { totalCount: 1, nodes: [{ id: 'order', title: '门诊费用', amountFen: 18_640, payUntil: '2026-11-23T09:30:00Z', availableActions: ['startPayment'] }] },
  visits: { nodes: [{ id: 'visit', room: '3 层 308 诊室', department: cardiology, ticket: { id: 'ticket', number: 'A023', status: 'WAITING', ahead: 3 } }] },
  conversations: { nodes: [] },
}

const mine: MineQuery = {
  me: { id: 'me', maskedPhone: '138****6672', patientLimit: 8, restrictedUntil: null, restrictionReason: null, wechatBinding: null, patients: [{ ...father, relationship: 'PARENT', isDefault: true, identityProof: null }, { id: 'self', name: '周文静', relationship: 'SELF', isDefault: false, identityProof: null }] },
  unpaid: { totalCount: 2 }, visits: { totalCount: 1 }, running: { totalCount: 1 }, unreadFeedbackReplies: 0,
}

const today: TodaysVisitsQuery = {
  appointments: { nodes: [{ id: 'visit', status: 'BOOKED', startsAt: '2026-11-23T01:00:00Z', endsAt: '2026-11-23T01:30:00Z', room: '3 层 308 诊室', patient: father, department: cardiology, practitioner: chen }] },
}

const consultations: RunningConsultationsQuery = { consultations: { nodes: [{ id: 'talk', status: 'ACTIVE', description: '降压药是否需要调整', practitioner: chen }] } }

const stay: StayQuery = {
  inpatientAccount: { number: 'ZY8800001', status: 'IN_HOSPITAL', departmentName: '心血管内科', ward: '心血管内科一病区', bed: '12 床', admittedOn: '2026-11-20', dischargedOn: null, chargedFen: 86_450, paidFen: 300_000, balanceFen: 213_550, readAt: '2026-11-23T01:00:00Z', patient: father },
}

const charges: StayBillQuery = {
  inpatientBill: { accountNumber: 'ZY8800001', from: '2026-11-20', to: '2026-11-22', day: null, totalFen: 86_450, readAt: '2026-11-23T01:00:00Z', categories: [], days: [{ day: '2026-11-22', amountFen: 28_150 }, { day: '2026-11-21', amountFen: 30_150 }, { day: '2026-11-20', amountFen: 28_150 }] },
}

const answer = <Data>(data: Data) => async (): Promise<Answer<Data>> => ({ data, problem: null })

/** A made-up family at the real hospital: a preview shows nobody's data. */
export async function sampleScene(): Promise<Scene> {
  const [mode, hospital] = await Promise.all([readMode(), house()])
  return {
    mode, signedIn: true, preview: true, hospital: { ...hospital, institutions: [] }, counts: async () => ({ UNPAID: 2, MESSAGES: 3, REPLIES: 1 }), family: answer(family), mine: answer(mine), today: answer(today), consultations: answer(consultations), stay: answer(stay), charges: answer(charges),
    doctors: async () => ({ data: (await anonymous().query(HomeDocument, {})).data ?? null, problem: null }),
    homecare: async () => ({ data: (await anonymous().query(HomecareShortDocument, {})).data ?? null, problem: null }),
  }
}
