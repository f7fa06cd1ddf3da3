const VOWEL = /^[aeiouyhâàéèêëîïôûæœ]/i;

/** @param article of the State's name, as the UN gives it; null for a name without one */
export function missionNameWith(language: 'en' | 'fr', name: string, article: string | null): string {
  if (language === 'en') return `Permanent Mission of ${article === null ? '' : `${article} `}${name}`;
  switch (article) {
    case 'le':
      return `Mission permanente du ${name}`;
    case 'les':
      return `Mission permanente des ${name}`;
    case 'la':
      return `Mission permanente de la ${name}`;
    case 'l’':
      return `Mission permanente de l’${name}`;
    default:
      return `Mission permanente ${VOWEL.test(name) ? 'd’' : 'de '}${name}`;
  }
}
