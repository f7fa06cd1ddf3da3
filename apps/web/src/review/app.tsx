import { QueryClientProvider } from '@tanstack/react-query';
import { ToastRegion } from '../kit/toast.tsx';
import { queries } from './api.ts';
import { Gate } from './sign-in/gate.tsx';

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <Gate />
      <ToastRegion />
    </QueryClientProvider>
  );
}
