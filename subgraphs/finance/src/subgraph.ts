import 'reflect-metadata'
import { exportTask } from '@hospital/sheets/export'
import { openSubgraph, type Subgraph, type SubgraphDefinition } from '@hospital/subgraph/definition'
import type { Installation } from '@hospital/subgraph/installation'
import { findAlerts } from './alerts/alert.ts'
import { AlertResolver } from './alerts/alert.resolver.ts'
import { MoneyAlert } from './alerts/alert.types.ts'
import { CALLBACK_PATH, callbackRoutes } from './cashier/callback.ts'
import { findPayments } from './cashier/payment.ts'
import { PaymentAllocationResolver, PaymentResolver } from './cashier/payment.resolver.ts'
import { Payment } from './cashier/payment.types.ts'
import { sweepForgotten, watchPayment } from './cashier/watch.ts'
import type { FinanceContext } from './context.ts'
import { HospitalCardResolver } from './hospital-card/hospital-card.resolver.ts'
import { CardTopUp } from './hospital-card/hospital-card.types.ts'
import { creditTopUp } from './hospital-card/top-up.ts'
import { INSURANCE_CALLBACK_PATH, insuranceCallbackRoutes } from './insurance/callback.ts'
import { InsuranceResolver, OrderInsuranceResolver } from './insurance/insurance.resolver.ts'
import { keepPatientRecord } from './patient-record.ts'
import { keepNames } from './directory/names.ts'
import { foldIncome } from './income/figures.ts'
import { IncomeResolver } from './income/income.resolver.ts'
import { findLedgerEntries } from './ledger/entries.ts'
import { LedgerResolver } from './ledger/ledger.resolver.ts'
import { LedgerEntry } from './ledger/ledger.types.ts'
import { closeOldOrders, expireOrder } from './orders/closing.ts'
import { deliver } from './orders/delivery.ts'
import { openOrders } from './orders/order-due.ts'
import { findOrders } from './orders/order.ts'
import { OrderResolver } from './orders/order.resolver.ts'
import { Order } from './orders/order.types.ts'
import { AppointmentOrderResolver, ConsultationOrderResolver, PatientOrdersResolver } from './orders/subjects.resolver.ts'
import { rememberWithdrawal } from './orders/withdrawal.ts'
import { reconcilePastDays } from './reconciliation/reconcile.ts'
import { findReconciliations } from './reconciliation/reconciliation.ts'
import { ReconciliationResolver } from './reconciliation/reconciliation.resolver.ts'
import { Reconciliation } from './reconciliation/reconciliation.types.ts'
import { AppointmentReference, ConsultationReference, DepartmentReference, InstitutionReference, PatientReference, PractitionerReference } from './references.types.ts'
import { findRefunds } from './refunds/refund.ts'
import { RefundResolver } from './refunds/refund.resolver.ts'
import { Refund } from './refunds/refund.types.ts'
import { sendRefund, watchRefund } from './refunds/send-refund.ts'
import * as lists from './sheets/lists.ts'
import { house } from './tables.ts'

/** Money: orders, the cashier and its channels, refunds, the ledger. */
export const definition: SubgraphDefinition<FinanceContext> = {
  name: 'finance',
  tables: house,
  resolvers: [
    OrderResolver, AppointmentOrderResolver, ConsultationOrderResolver, PatientOrdersResolver, PaymentResolver, PaymentAllocationResolver,
    RefundResolver, LedgerResolver, AlertResolver, ReconciliationResolver, IncomeResolver,
    InsuranceResolver, OrderInsuranceResolver, HospitalCardResolver,
  ],
  types: [CardTopUp, Order, Payment, Refund, LedgerEntry, MoneyAlert, Reconciliation, AppointmentReference, ConsultationReference, PatientReference, InstitutionReference, DepartmentReference, PractitionerReference],
  references: {
    Order: findOrders, Payment: findPayments, Refund: findRefunds, LedgerEntry: findLedgerEntries, MoneyAlert: findAlerts,
    Reconciliation: findReconciliations,
    Appointment: byId, Consultation: byId, Patient: byId,
  },
  ports: ({ connectors, gatewayUrl, appOrigins, dataFolder }) => ({ dataFolder, wechatpay: connectors.wechatpay, his: connectors.his, insurance: connectors.insurance, insuranceNotifyUrl: gatewayUrl + INSURANCE_CALLBACK_PATH, notifyUrl: gatewayUrl + CALLBACK_PATH, appOrigins }),
  reactions: { 'order.due': { together: openOrders }, 'subject.withdrawn': rememberWithdrawal, 'subject.delivered': deliver, 'directory.synchronised': keepNames, 'directory.changed': keepNames, 'patient.recorded': keepPatientRecord },
  tasks: { runExport: exportTask(lists), foldIncome, expireOrder, watchPayment, sendRefund, watchRefund, creditTopUp, sweepForgotten, closeOldOrders, reconcilePastDays },
  // The channel's bills are ready at ten in Shanghai; the hours after it make up for an outage.
  crontab: { foldIncome: '*/5 * * * *', sweepForgotten: '*/10 * * * *', closeOldOrders: '30 18 * * *', reconcilePastDays: '0 2-15 * * *' },
  routes: (contextFor) => async (app) => {
    await app.register(callbackRoutes(contextFor))
    await app.register(insuranceCallbackRoutes(contextFor))
  },
}

/** Others' entities: what hangs on them here is guarded by its own predicate. */
async function byId(_ctx: FinanceContext, ids: readonly string[]): Promise<{ id: string }[]> {
  return ids.map((id) => ({ id }))
}

export const createSubgraph = (installation: Installation): Promise<Subgraph> => openSubgraph(definition, installation)
