export type SmsProvider = 'TENCENT' | 'ALIYUN'

/** Text messages to mainland phones. */
export interface SmsPort {
  /**
   * Hands one message to the provider. A refusal for this number (blocked, too often) is an answer, not an exception;
   * a TIMEOUT means that it may have been sent: do not send a second code without telling the person.
   */
  sendSms(message: SmsMessage): Promise<SmsResult>
  /** The provider's receipts, as it posted them. Null: it is none of its. Neither provider signs them: only the secret in the address and what was sent tell. */
  readReceipts(body: Buffer): SmsReceipt[] | null
  /** Whether this is the secret of the address that was given to the provider. */
  ownsAddress(secret: string): boolean
  /** What the provider waits for: `taken`, or that it shall send them again. */
  receiptAnswer(taken: boolean): object
}

export interface SmsMessage {
  /** 11 digits, or E.164 with +86. */
  phone: string
  /** The house's name of it (`SIGN_IN_CODE`, or the event of a notice); configuration maps it to the provider's template. */
  templateId: string
  /** The provider's own code, where it is another than the configuration's. */
  code?: string | null
  /** In the order of the placeholders. */
  params: readonly string[]
  /** What the placeholders are called, for providers that go by names; those of `smsTemplateParams` unless told. */
  names?: readonly string[]
}

export interface SmsResult {
  accepted: boolean
  /** `Ok`, or the provider's code for this number, e.g. `LimitExceeded.PhoneNumberThirtySecondLimit`. */
  code: string
  message: string
  serialNo: string | null
  /** Refused for now only: too often. */
  later?: boolean
}

export interface SmsReceipt {
  serialNo: string
  /** 11 digits. */
  phone: string
  delivered: boolean
  code: string
}

/** What the placeholders of the house's own templates stand for. */
export const smsTemplateParams: Readonly<Record<string, readonly string[]>> = {
  SIGN_IN_CODE: ['code', 'minutes'],
}
