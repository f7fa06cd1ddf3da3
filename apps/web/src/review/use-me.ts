import type { Output } from '@rostrum/client';
import { useQuery } from '@tanstack/react-query';
import { api } from './api.ts';

export type Me = Output<'GET /api/v1/me'>;

export const useMe = () =>
  useQuery({ queryKey: ['me'], queryFn: ({ signal }) => api('GET /api/v1/me', undefined, { signal }) });

export const isStaff = (me: Me): boolean => me.role === 'coordinator' || me.role === 'administrator';
