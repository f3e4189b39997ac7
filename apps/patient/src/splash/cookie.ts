/** Which splash page this phone has seen last, at which terminal, and on which day where that matters. */
export const splashCookie = 'hospital_patient_splash'
