import type { ExportWords } from './exported-issue.ts';

/** Every word of a file but its title: a catalogue has one for each. */
export type ExportKey = Exclude<keyof ExportWords, 'title' | 'rtl'>;

export function exportWords(
  say: (key: ExportKey) => string,
  { title, rtl }: Pick<ExportWords, 'title' | 'rtl'>,
): ExportWords {
  return {
    title,
    rtl,
    code: say('code'),
    state: say('state'),
    organisation: say('organisation'),
    issue: say('issue'),
    language: say('language'),
    kind: say('kind'),
    text: say('text'),
    english: say('english'),
    cycle: say('cycle'),
    by: say('by'),
    response: say('response'),
    link: say('link'),
    earlier: say('earlier'),
    changed: say('changed'),
    recommendation: say('recommendation'),
    recommendations: say('recommendations'),
    question: say('question'),
    questions: say('questions'),
    accepted: say('accepted'),
    noted: say('noted'),
    listen: say('listen'),
  };
}
