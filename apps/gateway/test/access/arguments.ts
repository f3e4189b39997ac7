import { addDays } from '@hospital/database/clock'
import { newId } from '@hospital/database/identifier'
import { contentArguments, PUBLIC_CONTENT } from './content-arguments.ts'
import { directoryArguments } from './directory-arguments.ts'
import type { Story } from './story.ts'

type Arguments = Record<string, unknown>

/** What each root field is asked with: the story’s rows where it takes any. A field that is not here has no decision, and fails. */
export function argumentsOf(story: Story): Record<string, Arguments> {
  const { ids, today, practitionerId, consentKey, consentVersion } = story
  const none: Arguments = {}
  const id = (type: string): Arguments => ({ id: ids[type] })
  const patientId = ids.Patient
  const conversation = { conversationId: ids.Conversation, sequence: 1 }
  const session = { refreshToken: 'none' }
  return {
    ...directoryArguments(story),
    ...contentArguments(story),
    ...Object.fromEntries([
      'appointments', 'auditEntries', 'consultations', 'consultingPractitioners', 'conversations', 'departments', 'diagnoses', 'drugs', 'healthCardChannels', 'homecareItems', 'institutions', 'jobs', 'texts', 'qrCodes', 'ledgerEntries', 'me', 'messages',
      'moneyAlerts', 'myConsultationServices', 'myQueues', 'orders', 'payments', 'paymentTotals', 'practitioners', 'reconciliations', 'reconciledDays', 'reconciliationDifferences', 'staffMe', 'unreadMessages', 'unreadConversationMessages', 'unbindWechat', 'startHisSync', 'markAllMessagesRead', 'messageTemplates', 'messageEvents', 'sentMessages', 'callNext', 'signOut', 'signOutStaff',
    ].map((field) => [field, none])),
    appointment: id('Appointment'), consultation: id('Consultation'), conversation: id('Conversation'), department: id('Department'), drug: id('Drug'), homecareItem: id('HomecareItem'), institution: id('Institution'),
    job: id('Job'), order: id('Order'), patient: id('Patient'), payment: id('Payment'), practitioner: id('Practitioner'), queue: id('Queue'), queueTicket: id('QueueTicket'), schedule: id('Schedule'), qrCode: id('QrCode'), textVersions: id('Text'),
    qrStatistics: { filter: { from: today, to: today } }, createQrCodes: { input: { target: 'ACCOUNT', channel: 'LINK', campaign: ' ' } }, setQrCodeEnabled: { ...id('QrCode'), enabled: true }, visitQrCode: { code: 'nosuchcode', visitor: newId() },
    publishText: { input: { key: 'x', kind: 'PROMPT', title: ' ', body: ' ', after: 0 } }, withdrawText: id('Text'),
    consultationRules: { kind: 'TEXT' }, paymentMethods: { orderIds: [ids.Order] }, reconciliation: { day: addDays(today, -1), channel: 'WECHATPAY' }, schedules: { day: today, departmentId: ids.Department }, text: { key: consentKey }, textVersion: { key: consentKey, version: 1 },

    feedback: id('Feedback'), rateFaq: { ...id('Faq'), solved: true }, addToFeedback: { ...id('Feedback'), body: '补充' }, reopenFeedback: { ...id('Feedback'), body: '还没有解决' }, answerFeedback: { ...id('Feedback'), body: '谢谢' },
    settleFeedback: id('Feedback'), markFeedbackRead: id('Feedback'), handOverFeedback: id('Feedback'), closeFeedback: id('Feedback'), readFeedbackContact: id('Feedback'), assignFeedback: { ...id('Feedback'), administratorId: ids.Administrator },
    submitFeedback: { input: { kind: 'OPINION', content: '不好' } }, helpPage: none, faqs: none, myFeedback: none, feedbacks: none, unreadFeedbackReplies: none, feedbackHandlers: none,

    acceptConsultation: id('Consultation'), cancelConsultation: id('Consultation'), completeConsultation: id('Consultation'), refuseConsultation: { ...id('Consultation'), reason: '建议到院面诊' },
    outpatientBills: { patientId }, outpatientBill: id('OutpatientBill'), orderBills: { input: { billIds: [ids.OutpatientBill], expectedFen: 1 } },
    inpatientAccount: { patientId }, inpatientBill: { patientId }, payDeposit: { input: { patientId, amountFen: 1, clientKey: newId() } },
    refundRequest: id('RefundRequest'), refundRequests: none, askRefund: { input: { orderId: ids.Order, reason: 'NOT_NEEDED' } }, withdrawRefundRequest: id('RefundRequest'),
    approveRefundRequest: { input: { ...id('RefundRequest'), amountFen: 1 } }, refuseRefundRequest: { input: { ...id('RefundRequest'), answer: ' ' } },
    incomeReport: { filter: { from: today, to: today } },
    cancelAppointment: id('Appointment'), releaseAppointment: id('Appointment'), cancelOrder: id('Order'), refreshPayment: id('Payment'), retryRefund: id('Refund'),
    callNext: { queueId: ids.Queue }, finishTicket: id('QueueTicket'), recallTicket: id('QueueTicket'), requeueTicket: id('QueueTicket'), skipTicket: id('QueueTicket'), startServing: id('QueueTicket'),
    sentMessage: id('SentMessage'), resendMessage: id('SentMessage'), messageStatistics: { filter: { from: today, to: today } }, resetMessageTemplate: { input: { event: 'appointment.booked', audience: 'ACCOUNT', version: 0 } },
    saveMessageTemplate: { input: { event: 'appointment.booked', audience: 'ACCOUNT', version: 0, order: [], inApp: { enabled: true, title: ' ', body: ' ' }, sms: { enabled: false, body: '' }, wechat: { enabled: false, kind: 'TEMPLATE', keywords: [] } } },
    markDelivered: conversation, markRead: conversation, markMessagesRead: { ids: [ids.Message] },
    refreshCards: { patientId }, removePatient: id('Patient'), setDefaultPatient: id('Patient'), setDefaultCard: id('PatientCard'), sortCards: { patientId, cardIds: [ids.PatientCard] },
    identityCheck: id('IdentityCheck'), startIdentityCheck: { input: { patientId, consentId: ids.Consent, returnUrl: 'http://app.test/identity' } }, finishIdentityCheck: { input: id('IdentityCheck') },
    startWechatBinding: { input: { returnUrl: 'http://app.test/wechat/return' } }, finishWechatBinding: { input: { state: 'none', code: 'none' } },
    showHealthCard: id('HealthCard'), applyHealthCard: { input: { patientId, channel: 'ALIPAY', consentId: ids.Consent, nation: '汉族' } },
    setPatientLimit: { input: { accountId: ids.Account, limit: 5, reason: '试' } }, updatePatient: { input: { id: patientId, relationship: 'PARENT' } }, addPatient: { input: { name: '周', idCard: '1', relationship: 'OTHER' } },
    checkIn: { input: { appointmentId: ids.Appointment, latitude: 0, longitude: 0, accuracyMeters: 10 } }, holdAppointment: { input: { patientId, slotId: ids.Slot } },
    giveConsent: { input: { patientId, textKey: consentKey, version: consentVersion, subjectType: 'Consultation' } },
    requestConsultation: { input: { practitionerId, kind: 'TEXT', patientId, description: '最近一周早晨起来头晕', uploadReceipts: [], consentId: ids.Consent } },
    setConsultationService: { input: { kind: 'TEXT', enabled: true, priceFen: 3000, hours: [{ weekday: 1, start: '08:00', end: '17:00' }], messageLimit: 20, dailyLimit: 50 } },
    sendMessage: { input: { conversationId: ids.Conversation, clientId: newId(), text: '您好' } },
    insuranceVoucherUrl: { returnUrl: 'http://app.test/pay' }, preSettleInsurance: { orderId: ids.Order, ecToken: 'none' }, payByInsurance: { settlementId: ids.InsuranceSettlement }, hospitalCardAccount: { patientId }, topUpHospitalCard: { patientId, amountFen: 5_000 },
    startPayment: { input: { orderIds: [ids.Order], method: 'WECHAT_NATIVE' } }, refundOrder: { input: { orderId: ids.Order, amountFen: 1, reason: '多收', clientKey: newId() } }, reconcileDay: { day: addDays(today, -1), channel: 'WECHATPAY' }, handleDifference: { input: { ...id('ReconciliationDifference'), handling: 'ACCEPTED', note: ' ' } }, closeDay: { day: addDays(today, -1) },
    paymentChannelAccounts: none, paymentChannelAccount: id('PaymentChannelAccount'), testCharge: id('TestCharge'), paymentOfferRules: none, paymentOffer: { input: { business: 'REGISTRATION' } },
    startTestCharge: { accountId: ids.PaymentChannelAccount }, refreshTestCharge: id('TestCharge'), setPaymentChannelAccountEnabled: { ...id('PaymentChannelAccount'), enabled: true, version: 0 }, deletePaymentOfferRule: id('PaymentOfferRule'),
    savePaymentChannelAccount: { input: { channel: 'ALIPAY', name: ' ', parameters: [], secrets: [] } }, savePaymentOfferRule: { input: { business: 'REGISTRATION', methods: [] } },
    requestSmsCode: { input: { phone: '1' } }, signInBySms: { input: { phone: '13911113333', code: '000000', agreed: true } }, signInStaff: { input: { login: 'nobody', password: 'none' } },
    confirmTotp: { input: { challenge: 'none', code: '000000' } }, refreshSession: session, refreshStaffSession: session,

    report: id('Report'), reports: { filter: { patientId } }, reportsCheckedAt: { patientId }, prepareReportDocument: id('Report'), scheduleBoard: { filter: { day: today, departmentId: ids.Department } }, scheduleSync: none, syncScheduleDay: { day: today }, traceEntries: { filter: { patientId } },

    page: { kind: 'HOME' }, previewPage: { token: 'none' }, pageDesign: { kind: 'HOME' }, pageDesigns: none, savePageDraft: { input: { kind: 'HOME', draftVersion: 0, content: { style: {}, settings: {}, modules: [] } } },
    publishPage: { ...id('Institution'), draftVersion: 1 }, rollBackPage: { ...id('Institution'), number: 1, draftVersion: 1 }, withdrawPage: { ...id('Institution'), draftVersion: 1 },

    conversationEvents: { conversationId: ids.Conversation, after: 0 }, inbox: { after: 0 }, jobProgress: id('Job'), queueChanged: { ticketId: ids.QueueTicket },
  }
}

/** Fields of entities that take required arguments. */
export const entityArguments = ({ today }: Story): Record<string, string> => ({
  'Practitioner.schedules': `(from: "${today}", to: "${addDays(today, 2)}")`,
  'Department.scheduleDays': `(from: "${today}", to: "${addDays(today, 2)}")`,
})

/** Root fields that anybody may ask with any id: nothing of the story’s family is in them. */
export const ABOUT_THE_HOUSE = new Set(['department', 'drug', 'homecareItem', 'institution', 'practitioner', 'queue', 'schedule', 'job', 'schedules', 'scheduleBoard', 'scheduleSync', 'syncScheduleDay', 'reconciliation', 'closeDay', 'text', 'textVersion', 'textVersions', 'consultationRules', 'callNext', 'jobProgress', ...PUBLIC_CONTENT, 'rateFaq'])

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The same question about rows that do not exist. */
export function aboutNothing(value: unknown): unknown {
  if (typeof value === 'string') return UUID.test(value) ? newId() : value
  if (Array.isArray(value)) return value.map(aboutNothing)
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, aboutNothing(part)]))
  return value
}
