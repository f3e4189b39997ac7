import 'reflect-metadata'
import { openSubgraph, type Subgraph, type SubgraphDefinition } from '@hospital/subgraph/definition'
import type { Installation } from '@hospital/subgraph/installation'
import { tokensOf } from '@hospital/subgraph/outside-token'
import { findAccounts, forgetSessions, viewerOf } from './accounts/account.ts'
import { AccountResolver } from './accounts/account.resolver.ts'
import { Account } from './accounts/account.types.ts'
import { forgetSmsCodes } from './accounts/sms-code.ts'
import { findBlacklistEntries } from './blacklist/blacklist.ts'
import { BlacklistResolver } from './blacklist/blacklist.resolver.ts'
import { BlacklistEntry } from './blacklist/blacklist.types.ts'
import { findCards } from './cards/card.ts'
import { PatientCardResolver } from './cards/card.resolver.ts'
import { PatientCard } from './cards/card.types.ts'
import { configuration } from './configuration.ts'
import { receiveConsent, receiveText } from './consents/consent.ts'
import type { PatientsContext } from './context.ts'
import { forgetSendings, receiptRoutes, takeMessageEnd } from './messages/receipts.ts'
import { acceptDispatch, sendMessage } from './messages/sending.ts'
import { bindHealthCard, findHealthCards } from './health-card/health-card.ts'
import { HealthCardChannelResolver, HealthCardResolver, PatientHealthCardResolver } from './health-card/health-card.resolver.ts'
import { HealthCard } from './health-card/health-card.types.ts'
import { reportHealthCardUsage, useForPayment, useForVisit } from './health-card/usage.ts'
import { findChecks } from './identity/identity-check.ts'
import { IdentityCheckResolver, PatientIdentityResolver } from './identity/identity.resolver.ts'
import { IdentityCheck, IdentityProof } from './identity/identity.types.ts'
import { findProofs } from './identity/proof.ts'
import { settleIdentityCheck } from './identity/start-check.ts'
import { endCare, startCare } from './people/care.ts'
import { PatientManagingResolver } from './people/managing.resolver.ts'
import { findPatients } from './people/patient.ts'
import { PatientResolver } from './people/patient.resolver.ts'
import { Patient } from './people/patient.types.ts'
import { personal } from './personal.ts'
import { house } from './tables.ts'
import { forgetAuthorisations } from './wechat/authorisation.ts'
import { noteFollowing } from './wechat/binding.ts'
import { announceRecords } from './people/records.ts'
import { AccountWechatResolver, WechatBindingResolver } from './wechat/binding.resolver.ts'
import { outsideToken } from './wechat/tables.ts'

/** Who signs in on the phone and whom it cares for. */
export const definition: SubgraphDefinition<PatientsContext> = {
  name: 'patients',
  tables: house,
  resolvers: [
    AccountResolver, PatientResolver, PatientManagingResolver, PatientCardResolver, BlacklistResolver, AccountWechatResolver, WechatBindingResolver,
    IdentityCheckResolver, PatientIdentityResolver, HealthCardChannelResolver, HealthCardResolver, PatientHealthCardResolver,
  ],
  types: [Account, Patient, PatientCard, BlacklistEntry, IdentityCheck, IdentityProof, HealthCard],
  references: {
    Account: findAccounts, Patient: findPatients, PatientCard: findCards, BlacklistEntry: findBlacklistEntries,
    IdentityCheck: findChecks, IdentityProof: findProofs, HealthCard: findHealthCards,
  },
  ports: ({ connectors: { his, sms, aliyunSms, wechat, faceid, healthCards }, keys, appOrigins }, db) => ({ his, sms, aliyunSms, wechat: wechat.using(tokensOf(db, outsideToken, keys, 'wechat')), faceid, healthCards, appOrigins }),
  reactions: {
    'care.started': startCare, 'care.ended': endCare, 'setting.changed': configuration.receiveSetting, 'message.dispatched': acceptDispatch,
    'wechat.follow-changed': noteFollowing, 'wechat.message-ended': takeMessageEnd,
    'consent.given': receiveConsent, 'text.published': receiveText, 'appointment.advanced': useForVisit, 'order.paid': useForPayment,
  },
  announces: { 'patient.recorded': announceRecords },
  tasks: { forgetSmsCodes, forgetSessions, sendMessage, forgetSendings, forgetAuthorisations, settleIdentityCheck, bindHealthCard, reportHealthCardUsage },
  crontab: { forgetSmsCodes: '17 19 * * *', forgetSessions: '29 19 * * *', forgetSendings: '37 19 * * *', forgetAuthorisations: '47 19 * * *' },
  personal,
  viewerOf,
  routes: receiptRoutes,
}

export const createSubgraph = (installation: Installation): Promise<Subgraph> => openSubgraph(definition, installation)
