import 'reflect-metadata'
import { openSubgraph, type Subgraph, type SubgraphDefinition } from '@hospital/subgraph/definition'
import type { Installation } from '@hospital/subgraph/installation'
import { configuration } from './configuration.ts'
import type { ClinicalContext } from './context.ts'
import { receiveConsent, receiveText } from './consultation/consent.ts'
import { findConsultations } from './consultation/consultation.ts'
import { ConsultationResolver } from './consultation/consultation.resolver.ts'
import { Consultation } from './consultation/consultation.types.ts'
import { countMessage } from './consultation/counting.ts'
import { consultationDeadlines } from './consultation/deadlines.ts'
import { consultationOrders } from './consultation/payment.ts'
import { findServices } from './consultation/service.ts'
import { ConsultationServiceResolver, PractitionerServicesResolver } from './consultation/service.resolver.ts'
import { ConsultationService } from './consultation/service.types.ts'
import { exportTask } from '@hospital/sheets/export'
import { importTask } from '@hospital/sheets/import'
import { importDiagnoses } from './diagnoses/diagnosis-import.ts'
import { findDiagnoses } from './diagnoses/diagnosis.ts'
import { DiagnosisResolver } from './diagnoses/diagnosis.resolver.ts'
import { Diagnosis } from './diagnoses/diagnosis.types.ts'
import { diagnoses } from './diagnoses/sheets.ts'
import { orderReactions } from './order-reactions.ts'
import { boardNoticeRoutes, lookAtBoard, refreshBoard } from './queue/board-feed.ts'
import { moveOnBoard } from './queue/board-telling.ts'
import { findQueues, findTickets } from './queue/queue.ts'
import { CallingResolver, QueueResolver, QueueViewResolver } from './queue/queue.resolver.ts'
import { Queue, QueueTicket } from './queue/queue.types.ts'
import { QueueTicketResolver } from './queue/ticket.resolver.ts'
import { reportVisit } from './queue/visit.ts'
import { DepartmentReference, OrderReference, PatientReference, PractitionerReference } from './references.types.ts'
import { AppointmentResolver, PatientAppointmentResolver } from './registration/appointment.resolver.ts'
import { findAppointments } from './registration/appointment.ts'
import { Appointment } from './registration/appointment.types.ts'
import { startDepartmentCare } from './registration/care.ts'
import { settleCancellation } from './registration/cancellation.ts'
import { confirmInHis } from './registration/confirmation.ts'
import { closeDay, expireHold, stopAppointments } from './registration/deadlines.ts'
import { appointmentOrderReactions } from './registration/payment.ts'
import { returnToHis } from './registration/place.ts'
import { reconcileWithHis } from './registration/reconciliation.ts'
import { receiveDirectory, receiveDirectoryChange, receivePatientRecord } from './scheduling/directory.ts'
import { findSchedules, findSlots } from './scheduling/schedule.ts'
import { DepartmentScheduleResolver, PractitionerScheduleResolver, ScheduleResolver, SlotResolver } from './scheduling/schedule.resolver.ts'
import { Schedule, Slot } from './scheduling/schedule.types.ts'
import { refreshSchedules, syncSchedules } from './scheduling/schedule-sync.ts'
import { PatientReportResolver, ReportItemResolver, ReportResolver } from './reports/report.resolver.ts'
import { findReports } from './reports/report.ts'
import { refreshReports, refreshReportsOf } from './reports/report-sync.ts'
import { Report } from './reports/report.types.ts'
import { ScheduleBoardResolver, ScheduleSyncRunResolver } from './scheduling/board.resolver.ts'
import { receiveDue, traced } from './trace/order-entries.ts'
import { refreshPickups } from './trace/pickups.ts'
import { AppointmentTraceResolver, TraceResolver } from './trace/trace.resolver.ts'
import { fillTraces, traceVisits } from './trace/visit-entries.ts'
import { moveAppointments } from './registration/moving.ts'
import { personal } from './personal.ts'
import { house } from './tables/house.ts'
import { contract } from './contract.ts'

const known = async (_ctx: ClinicalContext, ids: readonly string[]) => ids.map((id) => ({ id }))

/** The outpatient's day and online care: scheduling, registration, queues, consultations, diagnoses. */
export const definition: SubgraphDefinition<ClinicalContext> = {
  name: 'clinical',
  contract,
  tables: house,
  resolvers: [
    ScheduleResolver, SlotResolver, DepartmentScheduleResolver, PractitionerScheduleResolver,
    AppointmentResolver, PatientAppointmentResolver, QueueResolver, CallingResolver, QueueViewResolver, QueueTicketResolver,
    ConsultationResolver, ConsultationServiceResolver, PractitionerServicesResolver,
    DiagnosisResolver,
    ReportResolver, ReportItemResolver, PatientReportResolver, ScheduleBoardResolver, ScheduleSyncRunResolver, TraceResolver, AppointmentTraceResolver,
  ],
  types: [Schedule, Slot, Appointment, Queue, QueueTicket, Consultation, ConsultationService, Diagnosis, Report, PatientReference, PractitionerReference, DepartmentReference, OrderReference],
  references: {
    Schedule: findSchedules, Slot: findSlots, Appointment: findAppointments, Queue: findQueues, QueueTicket: findTickets, Diagnosis: findDiagnoses, Report: findReports, Order: known,
    Consultation: findConsultations, ConsultationService: findServices,
    Patient: known, Practitioner: known, Department: known,
  },
  ports: ({ connectors, dataFolder }) => ({ his: connectors.his, dataFolder }),
  reactions: {
    ...traced(orderReactions({ Appointment: appointmentOrderReactions, Consultation: consultationOrders })),
    'order.due': receiveDue,
    'directory.synchronised': receiveDirectory,
    'directory.changed': receiveDirectoryChange,
    'patient.recorded': receivePatientRecord,
    'consent.given': receiveConsent,
    'text.published': receiveText,
    'conversation.message': countMessage,
    'setting.changed': configuration.receiveSetting,
  },
  personal,
  tasks: {
    runExport: exportTask({ diagnoses }),
    runImport: importTask({ 'diagnoses-icd10': (ctx, file, options) => importDiagnoses(ctx, file, 'ICD10', options), 'diagnoses-tcm': (ctx, file, options) => importDiagnoses(ctx, file, 'TCM', options) }),
    syncSchedules, refreshSchedules, expireHold, confirmInHis, returnToHis, settleCancellation, closeDay, stopAppointments, startDepartmentCare, reportVisit, moveAppointments, traceVisits, fillTraces, refreshReports, refreshReportsOf, refreshPickups, refreshBoard, followBoard: refreshBoard, lookAtBoard, moveOnBoard, reconcileWithHis, ...consultationDeadlines,
  },
  crontab: { refreshSchedules: '* * * * *', refreshReports: '* * * * *', refreshPickups: '* * * * *', refreshBoard: '* * * * *', fillTraces: '*/10 * * * *', reconcileWithHis: '7 * * * *' },
  routes: boardNoticeRoutes,
}

export const createSubgraph = (installation: Installation): Promise<Subgraph> => openSubgraph(definition, installation)
