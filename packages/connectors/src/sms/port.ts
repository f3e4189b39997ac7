/** Text messages to mainland phones. */
export interface SmsPort {
  /**
   * Hands one message to the provider. A refusal for this number (blocked, too often) is an answer, not an exception;
   * a TIMEOUT means that it may have been sent: do not send a second code without telling the person.
   */
  sendSms(message: SmsMessage): Promise<SmsResult>
}

/** The house's names; configuration maps each to the provider's template number. */
export type SmsTemplate =
  | 'SIGN_IN_CODE'
  | 'APPOINTMENT_BOOKED'
  | 'APPOINTMENT_CANCELLED'
  | 'APPOINTMENT_STOPPED'
  | 'REFUND_SUCCEEDED'
  | 'CONSULTATION_REPLIED'
  | 'CONSULTATION_UNANSWERED'

export interface SmsMessage {
  /** 11 digits, or E.164 with +86. */
  phone: string
  templateId: SmsTemplate
  /** In the order of the template's placeholders {1}, {2}, …: see `smsTemplateParams`. */
  params: string[]
}

export interface SmsResult {
  accepted: boolean
  /** `Ok`, or the provider's code for this number, e.g. `LimitExceeded.PhoneNumberThirtySecondLimit`. */
  code: string
  message: string
  serialNo: string | null
}

/** What each template's placeholders stand for. */
export const smsTemplateParams: Record<SmsTemplate, readonly string[]> = {
  SIGN_IN_CODE: ['code', 'minutes'],
  APPOINTMENT_BOOKED: ['patient', 'time', 'department', 'doctor', 'place'],
  APPOINTMENT_CANCELLED: ['patient', 'time', 'department'],
  APPOINTMENT_STOPPED: ['patient', 'time', 'department', 'doctor'],
  REFUND_SUCCEEDED: ['amount', 'order'],
  CONSULTATION_REPLIED: ['doctor'],
  CONSULTATION_UNANSWERED: ['doctor', 'amount'],
}
