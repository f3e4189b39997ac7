/** Which splash page this phone has seen last, of which institution at which terminal, and on which day where that matters. */
export const splashCookie = 'hospital_patient_splash'
