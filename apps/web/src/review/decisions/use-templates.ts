import type { Output } from '@rostrum/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';

export type Template = Output<'GET /api/v1/decision-templates'>['templates'][number];
export type TemplateLanguage = keyof Template['texts'];

export const TEMPLATES_KEY = ['decision-templates'] as const;

export const useTemplates = () =>
  useQuery({
    queryKey: TEMPLATES_KEY,
    staleTime: 60_000,
    queryFn: ({ signal }) => api('GET /api/v1/decision-templates', undefined, { signal }),
  });

const languages = ['en', 'fr', 'es', 'ar'] as const satisfies readonly TemplateLanguage[];

/** What the speaker reads; English where their language has no text here. */
export const languageOf = (language: string): TemplateLanguage =>
  languages.find((one) => one === language) ?? 'en';
