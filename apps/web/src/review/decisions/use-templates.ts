import type { Output } from '@rostrum/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { useWords } from '../words/use-words.ts';

export type Template = Output<'GET /api/v1/decision-templates'>['templates'][number];
export type TemplateLanguage = keyof Template['texts'];

export const TEMPLATES_KEY = ['decision-templates'] as const;

export const useTemplates = () =>
  useQuery({
    queryKey: TEMPLATES_KEY,
    staleTime: 60_000,
    queryFn: ({ signal }) => api('GET /api/v1/decision-templates', undefined, { signal }),
  });

export const KINDS = ['approve', 'ask_changes', 'decline'] as const satisfies readonly Template['kind'][];
export const LANGUAGES = ['en', 'fr', 'es', 'ar'] as const satisfies readonly TemplateLanguage[];

/** The product's own are called in the page's language, until somebody gives them a name. */
export function useTemplateTitle(): (template: Pick<Template, 'product' | 'title'>) => string {
  const { t } = useWords();
  return ({ product, title }) => (product === null ? title : t(`template.${product}`));
}

/** What the speaker reads; English where their language has no text here. */
export const languageOf = (language: string): TemplateLanguage =>
  LANGUAGES.find((one) => one === language) ?? 'en';
