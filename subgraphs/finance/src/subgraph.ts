import 'reflect-metadata'
import { exportTask } from '@hospital/sheets/export'
import { openSubgraph, type Subgraph, type SubgraphDefinition } from '@hospital/subgraph/definition'
import type { Installation } from '@hospital/subgraph/installation'
import { findAlerts } from './alerts/alert.ts'
import { AlertResolver } from './alerts/alert.resolver.ts'
import { MoneyAlert } from './alerts/alert.types.ts'
import { findBills } from './bills/bill.ts'
import { OutpatientBillResolver } from './bills/bill.resolver.ts'
import { OutpatientBill } from './bills/bill.types.ts'
import { billOrderReactions, settleBill } from './bills/settle-bill.ts'
import { callbackRoutes } from './cashier/callback.ts'
import { findPayments } from './cashier/payment.ts'
import { PaymentAllocationResolver, PaymentResolver } from './cashier/payment.resolver.ts'
import { Payment } from './cashier/payment.types.ts'
import { sweepForgotten, watchPayment } from './cashier/watch.ts'
import { findAccounts } from './channels/account.ts'
import { PaymentChannelAccountResolver, TestChargeResolver } from './channels/account.resolver.ts'
import { PaymentChannelAccount, TestCharge } from './channels/account.types.ts'
import { findTestCharges, followTestCharge } from './channels/test-charge.ts'
import { configuration } from './configuration.ts'
import type { FinanceContext } from './context.ts'
import { HospitalCardResolver } from './hospital-card/hospital-card.resolver.ts'
import { CardTopUp } from './hospital-card/hospital-card.types.ts'
import { creditTopUp, topUpOrderReactions } from './hospital-card/top-up.ts'
import { insuranceCallbackRoutes } from './insurance/callback.ts'
import { InsuranceResolver, OrderInsuranceResolver } from './insurance/insurance.resolver.ts'
import { keepNames } from './directory/names.ts'
import { foldIncome } from './income/figures.ts'
import { IncomeResolver } from './income/income.resolver.ts'
import { findDeposits } from './inpatient/deposit.ts'
import { InpatientAccountResolver, InpatientDepositResolver } from './inpatient/inpatient.resolver.ts'
import { InpatientDeposit } from './inpatient/inpatient.types.ts'
import { depositOrderReactions, placeDeposit } from './inpatient/place-deposit.ts'
import { findLedgerEntries } from './ledger/entries.ts'
import { LedgerResolver } from './ledger/ledger.resolver.ts'
import { LedgerEntry } from './ledger/ledger.types.ts'
import { findRules } from './offers/offer.ts'
import { PaymentOfferResolver } from './offers/offer.resolver.ts'
import { PaymentOfferRule } from './offers/offer.types.ts'
import { closeOldOrders, expireOrder } from './orders/closing.ts'
import { deliver } from './orders/delivery.ts'
import { openOrders } from './orders/order-due.ts'
import { findOrders } from './orders/order.ts'
import { OrderResolver } from './orders/order.resolver.ts'
import { Order } from './orders/order.types.ts'
import { orderReactions } from './orders/reactions.ts'
import { AppointmentOrderResolver, ConsultationOrderResolver, PatientOrdersResolver } from './orders/subjects.resolver.ts'
import { rememberWithdrawal } from './orders/withdrawal.ts'
import { keepPatientRecord } from './patient-record.ts'
import { reconcilePastDays } from './reconciliation/reconcile.ts'
import { findDifferences, findReconciliations } from './reconciliation/reconciliation.ts'
import { ReconciledDayResolver, ReconciliationDifferenceResolver, ReconciliationResolver } from './reconciliation/reconciliation.resolver.ts'
import { Reconciliation, ReconciliationDifference } from './reconciliation/reconciliation.types.ts'
import { AppointmentReference, ConsultationReference, DepartmentReference, InstitutionReference, PatientReference, PractitionerReference, StaffNameReference } from './references.types.ts'
import { findRefundRequests } from './refund-requests/refund-request.ts'
import { RefundRequestResolver } from './refund-requests/refund-request.resolver.ts'
import { RefundRequest } from './refund-requests/refund-request.types.ts'
import { findRefunds } from './refunds/refund.ts'
import { RefundResolver } from './refunds/refund.resolver.ts'
import { Refund } from './refunds/refund.types.ts'
import { sendRefund, watchRefund } from './refunds/send-refund.ts'
import { tellRefund } from './refunds/tell-refund.ts'
import { ledger } from './sheets/ledger.ts'
import * as lists from './sheets/lists.ts'
import { channelAccount, house } from './tables.ts'

/** Money: orders, the cashier and its channels, refunds, the ledger. */
export const definition: SubgraphDefinition<FinanceContext> = {
  name: 'finance',
  tables: house,
  resolvers: [
    OrderResolver, AppointmentOrderResolver, ConsultationOrderResolver, PatientOrdersResolver, PaymentResolver, PaymentAllocationResolver,
    RefundResolver, RefundRequestResolver, OutpatientBillResolver, InpatientAccountResolver, InpatientDepositResolver, LedgerResolver, AlertResolver, ReconciliationResolver, ReconciliationDifferenceResolver, ReconciledDayResolver, IncomeResolver,
    PaymentChannelAccountResolver, TestChargeResolver, PaymentOfferResolver, InsuranceResolver, OrderInsuranceResolver, HospitalCardResolver,
  ],
  types: [
    Order, Payment, Refund, RefundRequest, OutpatientBill, InpatientDeposit, CardTopUp, LedgerEntry, MoneyAlert, Reconciliation, ReconciliationDifference, PaymentChannelAccount, TestCharge, PaymentOfferRule,
    AppointmentReference, ConsultationReference, PatientReference, InstitutionReference, DepartmentReference, PractitionerReference, StaffNameReference,
  ],
  references: {
    Order: findOrders, Payment: findPayments, Refund: findRefunds, RefundRequest: findRefundRequests, OutpatientBill: findBills, InpatientDeposit: findDeposits, LedgerEntry: findLedgerEntries, MoneyAlert: findAlerts,
    Reconciliation: findReconciliations, ReconciliationDifference: findDifferences, PaymentChannelAccount: findAccounts, TestCharge: findTestCharges, PaymentOfferRule: findRules,
    Appointment: byId, Consultation: byId, Patient: byId,
  },
  ports: ({ connectors, gatewayUrl, appOrigins, dataFolder }) => ({ dataFolder, wechatpay: connectors.wechatpay, payments: connectors.payments, his: connectors.his, insurance: connectors.insurance, gatewayUrl, appOrigins }),
  reactions: {
    ...orderReactions({ OutpatientBill: billOrderReactions, InpatientDeposit: depositOrderReactions, CardTopUp: topUpOrderReactions }),
    'patient.recorded': keepPatientRecord, 'setting.changed': configuration.receiveSetting, 'order.due': { together: openOrders }, 'subject.withdrawn': rememberWithdrawal, 'subject.delivered': deliver, 'directory.synchronised': keepNames, 'directory.changed': keepNames,
  },
  tasks: { runExport: exportTask({ ...lists, ledger }), foldIncome, settleBill, placeDeposit, tellRefund, creditTopUp, expireOrder, watchPayment, sendRefund, watchRefund, followTestCharge, sweepForgotten, closeOldOrders, reconcilePastDays },
  // The channels' bills are ready at ten in Shanghai; the hours after it make up for an outage.
  crontab: { foldIncome: '*/5 * * * *', sweepForgotten: '*/10 * * * *', closeOldOrders: '30 18 * * *', reconcilePastDays: '0 2-15 * * *' },
  routes: (contextFor) => async (app) => {
    await app.register(callbackRoutes(contextFor))
    await app.register(insuranceCallbackRoutes(contextFor))
  },
  personal: [{ table: channelAccount, sealed: ['secretsSealed'] }],
}

/** Others' entities: what hangs on them here is guarded by its own predicate. */
async function byId(_ctx: FinanceContext, ids: readonly string[]): Promise<{ id: string }[]> {
  return ids.map((id) => ({ id }))
}

export const createSubgraph = (installation: Installation): Promise<Subgraph> => openSubgraph(definition, installation)
