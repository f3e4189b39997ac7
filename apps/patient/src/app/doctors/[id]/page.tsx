import { notFound } from 'next/navigation'
import { hospitalNow } from '@hospital/web/environment'
import { addDays, hospitalDay, initialOf } from '@hospital/web/format'
import { Dot } from '@hospital/web/parts/tag'
import { DoctorClinics } from '@/doctors/doctor-clinics'
import { DoctorServices } from '@/doctors/doctor-services'
import styles from '@/doctors/doctor.module.css'
import { NavBar } from '@/frame/nav-bar'
import { mustRead } from '@/graph'
import { DoctorPageDocument } from '@/graphql/graphql'

const DAYS = 14

/** A doctor as a visitor finds him: who he is, what he offers online, and when he is in clinic. */
export default async function DoctorPage({ params }: { params: Promise<{ id: string }> }) {
  const today = hospitalDay(hospitalNow())
  const { practitioner: doctor } = await mustRead(DoctorPageDocument, { id: (await params).id, from: today, to: addDays(today, DAYS - 1) })
  if (!doctor?.enabled || doctor.role !== 'DOCTOR') notFound()
  return (
    <>
      <NavBar title={`${doctor.name}医生`} />
      <main className="page">
        <section className={`ih-card ${styles.doctor}`} aria-label="医生">
          <span className="ih-avatar" aria-hidden="true">{initialOf(doctor.name)}</span>
          <div className={styles.words}>
            <h2>{doctor.name} <small>{doctor.title}</small></h2>
            <p>{doctor.institution.name}</p>
            <p>{[...new Set(doctor.departments.map(({ name }) => name))].map((name, at) => <span key={name}>{at > 0 && <Dot />}{name}</span>)}</p>
          </div>
        </section>
        {(doctor.specialties || doctor.intro) && (
          <section className={`ih-card ${styles.about}`}>
            {doctor.specialties && <><h2>擅长</h2><p>{doctor.specialties}</p></>}
            {doctor.intro && <><h2>简介</h2><p>{doctor.intro}</p></>}
          </section>
        )}
        <DoctorServices doctorId={doctor.id} services={doctor.services.filter(({ enabled }) => enabled)} />
        <DoctorClinics schedules={doctor.schedules} days={DAYS} />
      </main>
    </>
  )
}
